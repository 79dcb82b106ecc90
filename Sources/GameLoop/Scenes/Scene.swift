/// A part of a game that is seen and played by itself: a title, a level, a menu over it.
///
///     final class Title: Scene {
///       let stage: Stage
///       let logo: Texture
///
///       init(_ stage: Stage) {
///         self.stage = stage
///         logo = stage.assets.texture("logo.png")
///       }
///
///       func update(_ tick: Tick) {
///         if tick.input.wasPressed(.enter) {
///           stage.replace(through: .fade(.black)) { Level($0, number: 1) }
///         }
///       }
///
///       func draw(on canvas: inout Canvas, _ frame: Frame) { canvas.draw(logo, at: canvas.bounds.center) }
///     }
///
/// A scene is made for one stay on the stack, with the stage it stays on. It enters once and leaves once, and
/// what it has started on its stage ends with it. All functions are called on the main thread, between ticks but
/// for `update` and `draw`.
public protocol Scene: AnyObject {
  /// What the scene was made with.
  var stage: Stage { get }

  /// Whether the scene below is still seen, under this one. An overlay does not `clear` the canvas.
  var isOverlay: Bool { get }
  /// Whether the scenes below stand still. Where it is false they are updated in the same tick, after this one, and
  /// see the same input.
  var pausesBelow: Bool { get }

  /// Does what takes time before the scene can be played, such as making a world on job threads. Called once. A
  /// loading screen waits for it, and then for all assets of the stage; without one it begins when the scene
  /// enters, and an error is reported.
  func load() async throws

  /// The scene is on the stack now.
  func enter()
  /// The scene is gone from the stack, or the game ends. When this returns, all that it has started on its stage is
  /// cancelled. What it has saved here is written, also when the game ends.
  func leave()
  /// A scene above has it stand still.
  func pause()
  /// It goes on after a pause.
  func resume()

  /// Moves the scene on by one tick. Not called while it is paused, or while a transition runs.
  func update(_ tick: Tick)
  /// Whether another picture is to be drawn than the last one: see `Game.needsDrawing`.
  var needsDrawing: Bool { get }
  /// Draws the scene. One that stands still is drawn as it was after its last tick: at a fraction of 1.
  func draw(on canvas: inout Canvas, _ frame: Frame)

  /// The player wants to leave the game, and this is the uppermost scene. Returns whether the game ends.
  func shouldClose() -> Bool
  /// The window has lost or gained the keyboard, and this is the uppermost scene.
  func focusChanged(hasFocus: Bool)
}

extension Scene {
  public var isOverlay: Bool { false }
  public var pausesBelow: Bool { true }
  public func load() async throws {}
  public func enter() {}
  public func leave() {}
  public func pause() {}
  public func resume() {}
  public func update(_ tick: Tick) {}
  public var needsDrawing: Bool { true }
  public func draw(on canvas: inout Canvas, _ frame: Frame) {}
  public func shouldClose() -> Bool { true }
  public func focusChanged(hasFocus: Bool) {}
}
