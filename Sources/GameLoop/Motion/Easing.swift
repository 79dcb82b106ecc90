import Glibc

/// How a movement speeds up and slows down on its way: a function from 0...1 to 0...1.
///
///     let jump = Easing.out(.back)
///     panel.y = 200 - 120 * jump(fraction)
///
/// Begins at exactly 0 and ends at exactly 1; `back` and `elastic` go beyond on the way.
public nonisolated enum Easing: Sendable, Hashable, Codable {
  /// At one speed.
  case linear
  /// Begins with the curve.
  case `in`(Curve)
  /// Ends with the curve, backwards.
  case out(Curve)
  /// Begins and ends with the curve.
  case inOut(Curve)
  /// Jumps: so many equal steps, each at its end.
  case steps(Int)

  /// Begins slowly and ends slowly: what suits most things.
  public static let smooth = Easing.inOut(.sine)

  public enum Curve: String, Sendable, Hashable, Codable, CaseIterable {
    case sine, quad, cubic, quart, quint, exponential, circular
    /// Draws back first, by a tenth.
    case back
    /// Swings like a rubber band.
    case elastic
    /// Bounces like a ball.
    case bounce
  }

  /// Where the movement is at a part of its time. Before 0 it is at 0, after 1 at 1.
  public func callAsFunction(_ fraction: Float) -> Float {
    guard fraction > 0 else { return 0 }
    guard fraction < 1 else { return 1 }
    return switch self {
    case .linear: fraction
    case .in(let curve): curve.value(at: fraction)
    case .out(let curve): 1 - curve.value(at: 1 - fraction)
    case .inOut(let curve):
      fraction < 0.5
        ? curve.value(at: fraction * 2) / 2 : 1 - curve.value(at: 2 - fraction * 2) / 2
    case .steps(let count): (fraction * Float(max(1, count))).rounded(.down) / Float(max(1, count))
    }
  }
}

nonisolated extension Easing.Curve {
  /// The curve as it begins a movement, between 0 and 1.
  func value(at t: Float) -> Float {
    switch self {
    case .sine: 1 - cos(t * .pi / 2)
    case .quad: t * t
    case .cubic: t * t * t
    case .quart: t * t * t * t
    case .quint: t * t * t * t * t
    // Shifted and stretched, so that it begins at 0.
    case .exponential: (exp2(10 * t) - 1) / 1023
    case .circular: 1 - max(0, 1 - t * t).squareRoot()
    case .back: t * t * (2.70158 * t - 1.70158)
    case .elastic: -exp2(10 * t - 10) * sin((t * 10 - 10.75) * (2 * .pi / 3))
    case .bounce: 1 - Self.bounced(1 - t)
    }
  }

  /// A ball that falls and bounces three times, lower each time (Robert Penner's).
  private static func bounced(_ t: Float) -> Float {
    let (steepness, span) = (Float(7.5625), Float(2.75))
    if t < 1 / span { return steepness * t * t }
    if t < 2 / span { return steepness * square(t - 1.5 / span) + 0.75 }
    if t < 2.5 / span { return steepness * square(t - 2.25 / span) + 0.9375 }
    return steepness * square(t - 2.625 / span) + 0.984375
  }

  private static func square(_ x: Float) -> Float { x * x }
}
