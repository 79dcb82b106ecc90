/// A game that is made of scenes, and nothing else:
///
///     @main
///     final class Caves: SceneGame {
///       static let settings = GameSettings(title: "Caves")
///       let scenes: SceneStack
///       init(_ context: GameContext) { scenes = SceneStack(context, Title.init) }
///     }
///
/// A game that does more than that in a tick or a frame has its own functions, and calls those of its `scenes` there.
/// It ends when its last scene has left. When it ends otherwise, its scenes leave then, and can still save what is to be
/// kept.
public typealias SceneGame = Game & SceneOwner

/// Has scenes. With `Game` it is a `SceneGame`.
public protocol SceneOwner: AnyObject {
  var scenes: SceneStack { get }
}

// (One protocol that refines `Game` would need its conformance to be marked as the main actor's, in every game.)
extension Game where Self: SceneOwner {
  public func update(_ tick: Tick) { scenes.update(tick) }
  public var needsDrawing: Bool { scenes.needsDrawing }
  public func draw(on canvas: inout Canvas, _ frame: Frame) { scenes.draw(on: &canvas, frame) }
  public func shouldClose() -> Bool { scenes.top?.shouldClose() ?? true }
  public func focusChanged(hasFocus: Bool) { scenes.top?.focusChanged(hasFocus: hasFocus) }
}
