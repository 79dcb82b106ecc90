import Glibc

/// A position, a size or a velocity: x to the right, y down, in the units of the game's picture.
public typealias Vector = SIMD2<Float>

nonisolated extension SIMD2 where Scalar == Float {
  /// A vector of length 1 that points at an angle: 0 is up, a quarter turn is right.
  @inlinable public static func pointing(_ angle: Angle) -> Vector {
    Vector(sin(angle.radians), -cos(angle.radians))
  }

  @inlinable public var lengthSquared: Float { (self * self).sum() }
  @inlinable public var length: Float { lengthSquared.squareRoot() }

  /// The vector with length 1 in the same direction; zero stays zero.
  @inlinable public var normalized: Vector {
    let length = length
    return length > 0 ? self / length : .zero
  }

  /// Where the vector points: 0 is up, a quarter turn is right. Zero counts as up.
  @inlinable public var angle: Angle { self == .zero ? .zero : .radians(atan2(x, -y)) }

  @inlinable public func rotated(by angle: Angle) -> Vector {
    let (s, c) = (sin(angle.radians), cos(angle.radians))
    return Vector(x * c - y * s, x * s + y * c)
  }

  @inlinable public static func interpolated(from a: Vector, to b: Vector, at fraction: Float) -> Vector {
    a + (b - a) * fraction
  }
}

/// A turn: positive is clockwise on the screen.
public nonisolated struct Angle: Sendable, Hashable, Comparable {
  public var radians: Float

  @inlinable init(_ radians: Float) { self.radians = radians }

  public static let zero = Angle.radians(0)
  @inlinable public static func radians(_ value: Float) -> Angle { Angle(value) }
  @inlinable public static func degrees(_ value: Float) -> Angle { Angle(value * .pi / 180) }
  @inlinable public static func turns(_ value: Float) -> Angle { Angle(value * 2 * .pi) }

  @inlinable public var degrees: Float { radians * 180 / .pi }
  @inlinable public var turns: Float { radians / (2 * .pi) }

  /// The same direction, from minus half a turn up to half a turn.
  @inlinable public var normalized: Angle {
    .radians(radians.remainder(dividingBy: 2 * .pi))
  }

  @inlinable public static func + (a: Angle, b: Angle) -> Angle { .radians(a.radians + b.radians) }
  @inlinable public static func - (a: Angle, b: Angle) -> Angle { .radians(a.radians - b.radians) }
  @inlinable public static func * (a: Angle, b: Float) -> Angle { .radians(a.radians * b) }
  @inlinable public static func += (a: inout Angle, b: Angle) { a = a + b }
  @inlinable public static func -= (a: inout Angle, b: Angle) { a = a - b }
  @inlinable public static func < (a: Angle, b: Angle) -> Bool { a.radians < b.radians }
}
