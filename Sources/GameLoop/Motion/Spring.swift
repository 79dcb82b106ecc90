import Glibc

/// A value that is pulled to another one and swings around it: a camera, a needle, a button that is hit.
///
///     var zoom = Spring<Float>(at: 1, frequency: 3, damping: 0.5)
///     zoom.target = 2
///     …
///     zoom.update(tick)
///     canvas.camera.zoom = zoom.value
///
/// Moves the same at any rate of ticks, and is stable at any length of them: each step is the solution
/// of the spring's equation, not an approximation.
public nonisolated struct Spring<Value: LinearValue & Sendable>: Sendable, TimeDriven {
  public var value: Value
  public var target: Value
  /// What the value changes by in a second.
  public var velocity: Value
  /// Swings in a second, were it not damped.
  public var frequency: Float
  /// 0 swings for ever, 1 comes as fast as it can without swinging beyond, more is slower.
  public var damping: Float

  @inlinable public init(at value: Value, frequency: Float = 2, damping: Float = 1) {
    precondition(
      frequency > 0, "a spring of \(frequency) swings a second never moves: give more than 0")
    precondition(damping >= 0, "a damping of \(damping) drives the spring: give 0 or more")
    self.value = value
    target = value
    velocity = .zero
    self.frequency = frequency
    self.damping = damping
  }

  @inlinable public mutating func advance(by time: Duration) {
    let t = Float(time / .seconds(1))
    let w = 2 * Float.pi * frequency
    let from = target.difference(to: value)
    // The factors of the place and of the velocity in both of them, after t.
    let (placeByPlace, placeBySpeed, speedByPlace, speedBySpeed): (Float, Float, Float, Float)
    if abs(damping - 1) < 1e-3 {
      let e = exp(-w * t)
      (placeByPlace, placeBySpeed) = (e * (1 + w * t), e * t)
      (speedByPlace, speedBySpeed) = (-e * w * w * t, e * (1 - w * t))
    } else if damping < 1 {
      let (wd, decay) = (w * (1 - damping * damping).squareRoot(), damping * w)
      let (e, c, s) = (exp(-decay * t), cos(wd * t), sin(wd * t))
      (placeByPlace, placeBySpeed) = (e * (c + decay / wd * s), e * s / wd)
      (speedByPlace, speedBySpeed) = (-e * s * w * w / wd, e * (c - decay / wd * s))
    } else {
      let root = (damping * damping - 1).squareRoot()
      let (a, b) = (-w * (damping - root), -w * (damping + root))
      let (ea, eb) = (exp(a * t), exp(b * t))
      (placeByPlace, placeBySpeed) = ((a * eb - b * ea) / (a - b), (ea - eb) / (a - b))
      (speedByPlace, speedBySpeed) = (a * b * (eb - ea) / (a - b), (a * ea - b * eb) / (a - b))
    }
    value = target + (from * placeByPlace + velocity * placeBySpeed)
    velocity = from * speedByPlace + velocity * speedBySpeed
  }

  /// Gives it a push: what its velocity changes by.
  @inlinable public mutating func push(_ change: Value) { velocity = velocity + change }

  /// Puts it at rest in a place.
  @inlinable public mutating func rest(at place: Value) {
    value = place
    target = place
    velocity = .zero
  }
}

nonisolated extension LinearValue {
  /// The value moved towards another one, half of the way in each `halfLife`: quick at first, then gentle.
  /// The same at any rate of ticks.
  ///
  ///     camera.target = camera.target.damped(towards: ship.position, halfLife: .milliseconds(120), tick)
  @inlinable
  public func damped(towards target: Self, halfLife: Duration, over time: Duration) -> Self {
    guard halfLife > .zero else { return target }
    return self + difference(to: target) * (1 - exp2(-Float(time / halfLife)))
  }

  @inlinable
  public func damped(towards target: Self, halfLife: Duration, _ tick: Tick) -> Self {
    damped(towards: target, halfLife: halfLife, over: tick.length)
  }
}
