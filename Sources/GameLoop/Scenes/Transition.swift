/// How one picture becomes another when scenes change.
///
///     stage.replace(through: .fade(.black)) { Level($0, number: 2) }
///     stage.push(through: .slide(.left, over: .milliseconds(300)), Inventory.init)
///
/// A game has its own by saying what is seen at each part of the way:
///
///     struct Curtain: Transition {
///       let length = Duration.seconds(1)
///       func draw(_ scenes: TransitionScenes, on canvas: inout Canvas) {
///         scenes.drawOld(on: &canvas)
///         let height = canvas.size.y * scenes.fraction
///         canvas.clipped(to: Rect(x: 0, y: 0, width: canvas.size.x, height: height)) {
///           scenes.drawNew(on: &$0)
///         }
///       }
///     }
///
/// (The new scene above must not `clear` its canvas: that goes beyond any clip. `paintNew` gives a texture of a scene that
/// does.)
public protocol Transition {
  /// In time as the player sees it: a pause or slow motion of the game has no part in it.
  var length: Duration { get }

  /// Draws what is seen at `scenes.fraction` of the way.
  ///
  /// - Throws: what `paintOld` and `paintNew` throw. Then the transition is left out.
  func draw(_ scenes: TransitionScenes, on canvas: inout Canvas) throws
}

/// No transition: the next picture is of the new scenes.
public struct CutTransition: Transition {
  public init() {}
  public var length: Duration { .zero }
  public func draw(_ scenes: TransitionScenes, on canvas: inout Canvas) {
    scenes.drawNew(on: &canvas)
  }
}

/// Into a colour, and out of it.
public struct FadeTransition: Transition {
  public var color: Color
  public var length: Duration

  public init(_ color: Color, over length: Duration) {
    self.color = color
    self.length = length
  }

  public func draw(_ scenes: TransitionScenes, on canvas: inout Canvas) {
    if scenes.fraction < 0.5 {
      scenes.drawOld(on: &canvas)
    } else {
      scenes.drawNew(on: &canvas)
    }
    let opacity = 1 - abs(scenes.fraction * 2 - 1)
    canvas.fill(canvas.bounds, color.faded(to: opacity))
  }
}

/// The new picture pushes the old one out.
public struct SlideTransition: Transition {
  public enum Direction: Sendable { case left, right, up, down }

  /// Where both pictures move.
  public var direction: Direction
  public var length: Duration
  public var easing: Easing

  public init(_ direction: Direction, over length: Duration, easing: Easing = .smooth) {
    self.direction = direction
    self.length = length
    self.easing = easing
  }

  public func draw(_ scenes: TransitionScenes, on canvas: inout Canvas) throws {
    let way = canvas.size * step
    let moved = (way * easing(scenes.fraction)).rounded(.toNearestOrEven)
    canvas.draw(try scenes.paintOld(on: &canvas), at: moved, origin: .zero, blend: .none)
    canvas.draw(try scenes.paintNew(on: &canvas), at: moved - way, origin: .zero, blend: .none)
  }

  private var step: Vector {
    switch direction {
    case .left: Vector(-1, 0)
    case .right: Vector(1, 0)
    case .up: Vector(0, -1)
    case .down: Vector(0, 1)
    }
  }
}

extension Transition where Self == CutTransition {
  /// No transition.
  public static var cut: CutTransition { CutTransition() }
}

extension Transition where Self == FadeTransition {
  /// Into a colour, and out of it.
  public static func fade(_ color: Color = .black, over length: Duration = .milliseconds(400))
    -> FadeTransition
  {
    FadeTransition(color, over: length)
  }
}

extension Transition where Self == SlideTransition {
  /// The new picture pushes the old one out, in a direction.
  public static func slide(
    _ direction: SlideTransition.Direction, over length: Duration = .milliseconds(400)
  ) -> SlideTransition {
    SlideTransition(direction, over: length)
  }
}
