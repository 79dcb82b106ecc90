import Glibc

/// How much a camera shakes: blows add to it, time calms it.
///
///     shake.add(0.4)                            // in the tick something explodes
///     shake.update(tick)                        // in every tick
///     canvas.camera = camera.shaken(by: shake)  // in every frame
///
/// Follows Squirrel Eiserloh, "Juicing Your Cameras With Math" (GDC 2016): the shake is the square of a trauma
/// between 0 and 1 and moves smoothly, so that a light blow is hardly seen and a heavy one is not a flicker.
public nonisolated struct Shake: Sendable, Hashable {
  /// How far the picture moves at most, in units of the canvas.
  public var strength: Float
  /// How far it turns at most.
  public var turn: Angle
  /// How fast trauma goes: so much in a second.
  public var calming: Float

  /// From 0, still, to 1.
  public private(set) var trauma: Float = 0
  private var time: Float = 0

  public init(strength: Float = 8, turn: Angle = .zero, calming: Float = 1.5) {
    self.strength = strength
    self.turn = turn
    self.calming = calming
  }

  public mutating func add(_ blow: Float) { trauma = min(1, trauma + max(0, blow)) }

  public mutating func update(_ tick: Tick) {
    time += tick.seconds
    trauma = max(0, trauma - calming * tick.seconds)
    if trauma == 0 { time = 0 }
  }

  public var offset: Vector { Vector(sway(31, 17), sway(37, 23)) * (trauma * trauma * strength) }
  public var rotation: Angle { turn * (trauma * trauma * sway(29, 13)) }

  /// Between -1 and 1, smooth in time: two waves that do not meet again soon.
  private func sway(_ fast: Float, _ slow: Float) -> Float {
    0.6 * sin(time * fast + slow) + 0.4 * sin(time * slow + fast)
  }
}
