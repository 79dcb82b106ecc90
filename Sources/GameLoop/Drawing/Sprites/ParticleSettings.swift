/// How particles come and go: fire, rain, a blow.
///
///     var settings = ParticleSettings(rate: 80, lifetime: 0.4...0.9, speed: 20...60)
///     settings.spread = .degrees(40)
///     settings.colors = ColorRamp(.white, .yellow, .red, .clear)
///     settings.blend = .additive
///
/// Ranges are of values that each particle gets one of when it is born.
public nonisolated struct ParticleSettings: Sendable, Hashable {
  /// Where particles are born, around the emitter.
  public enum Place: Sendable, Hashable {
    case point
    case circle(radius: Float)
    /// Anywhere in a rectangle of this size with the emitter in its middle.
    case rect(size: Vector)
  }

  /// How many are born in a second.
  public var rate: Float
  /// In seconds.
  public var lifetime: ClosedRange<Float>
  /// In units a second.
  public var speed: ClosedRange<Float>
  /// Where they fly: 0 is up.
  public var direction = Angle.zero
  /// How wide the fan around `direction` is; a whole turn is everywhere.
  public var spread = Angle.turns(1)
  public var place = Place.point
  /// What the velocity changes by in a second.
  public var gravity = Vector.zero
  /// How much the air brakes: after a second `exp(-drag)` of the velocity is left.
  public var drag: Float = 0
  /// How much of the emitter's velocity they are born with.
  public var inheritance: Float = 0
  /// Over a particle's life.
  public var colors = ColorRamp(.white)
  /// At birth: the width of what is drawn, in units.
  public var size: ClosedRange<Float> = 1...1
  /// How many times the size at birth it has at the end of its life; in between it changes evenly.
  public var growth: Float = 1
  public var rotation = Angle.zero...Angle.zero
  /// Turned by in a second.
  public var spin = Angle.zero...Angle.zero
  public var blend = BlendMode.alpha

  public init(rate: Float = 0, lifetime: ClosedRange<Float>, speed: ClosedRange<Float>) {
    precondition(rate >= 0, "\(rate) particles a second: give 0 or more")
    precondition(
      lifetime.lowerBound > 0,
      "particles that live for \(lifetime.lowerBound) s are never seen: give more")
    self.rate = rate
    self.lifetime = lifetime
    self.speed = speed
  }
}
