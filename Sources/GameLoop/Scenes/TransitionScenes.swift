/// The scenes of before and after, for a transition to draw.
public struct TransitionScenes {
  /// How much of the way is done, from 0 to 1.
  public let fraction: Float

  let transition: RunningTransition
  let new: ArraySlice<StagedScene>
  let frame: Frame
  let context: GameContext

  /// Draws what was seen before. What is drawn later covers it, whatever its layers.
  public func drawOld(on canvas: inout Canvas) { draw(transition.old[...], on: &canvas) }

  /// Draws what is seen from now on. What is drawn later covers it, whatever its layers.
  public func drawNew(on canvas: inout Canvas) { draw(new, on: &canvas) }

  private func draw(_ scenes: ArraySlice<StagedScene>, on canvas: inout Canvas) {
    canvas.flatten()
    scenes.draw(on: &canvas, frame)
    canvas.flatten()
  }

  /// What was seen before, painted on a texture as large as the canvas.
  ///
  /// - Throws: where the machine has no room for it.
  public func paintOld(on canvas: inout Canvas) throws -> Texture {
    try paint(transition.old[...], on: &transition.oldTarget, &canvas)
  }

  /// What is seen from now on, painted on a texture as large as the canvas.
  ///
  /// - Throws: where the machine has no room for it.
  public func paintNew(on canvas: inout Canvas) throws -> Texture {
    try paint(new, on: &transition.newTarget, &canvas)
  }

  private func paint(
    _ scenes: ArraySlice<StagedScene>, on target: inout RenderTarget?, _ canvas: inout Canvas
  ) throws -> Texture {
    let painted = try target ?? context.assets.renderTarget("transition", size: canvas.size)
    target = painted
    canvas.paint(on: painted, background: context.settings.background) {
      scenes.draw(on: &$0, frame)
    }
    return painted.texture
  }
}

/// A transition on its way.
final class RunningTransition {
  private let transition: any Transition
  /// What was seen before. It has left or is paused, and is kept to be drawn.
  let old: [StagedScene]
  private var elapsed = Duration.zero
  private var lastStep = Duration.zero
  var oldTarget: RenderTarget?
  var newTarget: RenderTarget?

  init(_ transition: any Transition, from old: [StagedScene]) {
    self.transition = transition
    self.old = old
    for scene in old { scene.stage.wasUpdated = false }
  }

  func advance(by time: Duration) {
    elapsed += time
    lastStep = time
  }

  var isOver: Bool { elapsed >= transition.length }

  func draw(
    to new: ArraySlice<StagedScene>, on canvas: inout Canvas, _ frame: Frame,
    _ context: GameContext
  ) throws {
    let time = elapsed - lastStep * Double(1 - frame.fraction)
    let scenes = TransitionScenes(
      fraction: min(max(Float(time / transition.length), 0), 1), transition: self, new: new,
      frame: frame, context: context)
    try transition.draw(scenes, on: &canvas)
  }
}
