import Glibc

/// A turn: positive is clockwise on the screen.
public nonisolated struct Angle: Sendable, Hashable, Comparable, Codable {
  public var radians: Float

  @inlinable init(_ radians: Float) { self.radians = radians }

  @inlinable public static var zero: Angle { Angle(0) }
  @inlinable public static func radians(_ value: Float) -> Angle { Angle(value) }
  @inlinable public static func degrees(_ value: Float) -> Angle { Angle(value * .pi / 180) }
  @inlinable public static func turns(_ value: Float) -> Angle { Angle(value * 2 * .pi) }

  @inlinable public var degrees: Float { radians * 180 / .pi }
  @inlinable public var turns: Float { radians / (2 * .pi) }

  /// The same direction, from minus half a turn up to half a turn.
  @inlinable public var normalized: Angle {
    .radians(radians.remainder(dividingBy: 2 * .pi))
  }

  /// How large the turn is, whichever way.
  @inlinable public var magnitude: Angle { .radians(abs(radians)) }

  @inlinable public var sine: Float { sin(radians) }
  @inlinable public var cosine: Float { cos(radians) }

  // MARK: Two directions

  /// The short way from this direction to another one.
  @inlinable public func difference(to target: Angle) -> Angle { (target - self).normalized }

  /// A direction between two, the short way round: from 350° to 20° it passes 0°.
  @inlinable public static func interpolated(from a: Angle, to b: Angle, at fraction: Float)
    -> Angle
  {
    a + a.difference(to: b) * fraction
  }

  /// The direction turned to another one the short way, at most by `step`.
  @inlinable public func turned(towards target: Angle, by step: Angle) -> Angle {
    let way = difference(to: target)
    return way.magnitude <= step ? target : self + (way.radians < 0 ? -step : step)
  }

  // MARK: Arithmetic

  @inlinable public static prefix func - (a: Angle) -> Angle { .radians(-a.radians) }
  @inlinable public static func + (a: Angle, b: Angle) -> Angle { .radians(a.radians + b.radians) }
  @inlinable public static func - (a: Angle, b: Angle) -> Angle { .radians(a.radians - b.radians) }
  @inlinable public static func * (a: Angle, b: Float) -> Angle { .radians(a.radians * b) }
  @inlinable public static func / (a: Angle, b: Float) -> Angle { .radians(a.radians / b) }
  @inlinable public static func += (a: inout Angle, b: Angle) { a = a + b }
  @inlinable public static func -= (a: inout Angle, b: Angle) { a = a - b }
  @inlinable public static func < (a: Angle, b: Angle) -> Bool { a.radians < b.radians }
}
