/// A value that has others between it and another one: what a `Tween` moves.
///
///     let half = Vector.interpolated(from: .zero, to: Vector(8, 4), at: 0.5)   // (4, 2)
public nonisolated protocol Interpolatable {
  /// The value a part of the way from `a` (0) to `b` (1). Fractions beyond go beyond, where there is something.
  static func interpolated(from a: Self, to b: Self, at fraction: Float) -> Self
}

/// A value with sums and multiples: what a `Spring` pulls and `damped` follows.
public nonisolated protocol LinearValue: Interpolatable {
  static var zero: Self { get }
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, factor: Float) -> Self

  /// What has to be added to come to `target`; of angles, the short way round.
  func difference(to target: Self) -> Self
}

nonisolated extension LinearValue {
  @inlinable public func difference(to target: Self) -> Self { target - self }
}

nonisolated extension Float: LinearValue {
  @inlinable public static func interpolated(from a: Float, to b: Float, at fraction: Float)
    -> Float
  {
    a + (b - a) * fraction
  }

  /// Where a number is from `range.lowerBound` (0) to `range.upperBound` (1): the way back from
  /// interpolation. Numbers outside of the range give fractions outside of 0...1.
  @inlinable public func fraction(of range: ClosedRange<Float>) -> Float {
    let width = range.upperBound - range.lowerBound
    return width == 0 ? 0 : (self - range.lowerBound) / width
  }

  /// The number moved to another one, at most by a distance.
  @inlinable public func moved(towards target: Float, by distance: Float) -> Float {
    abs(target - self) <= distance ? target : self + (target < self ? -distance : distance)
  }
}

nonisolated extension Double: Interpolatable {
  @inlinable public static func interpolated(from a: Double, to b: Double, at fraction: Float)
    -> Double
  {
    a + (b - a) * Double(fraction)
  }
}

nonisolated extension SIMD2: Interpolatable, LinearValue where Scalar == Float {}
nonisolated extension Angle: LinearValue {}
nonisolated extension Color: Interpolatable {}

nonisolated extension Rect: Interpolatable {
  @inlinable public static func interpolated(from a: Rect, to b: Rect, at fraction: Float) -> Rect {
    Rect(
      origin: .interpolated(from: a.origin, to: b.origin, at: fraction),
      size: .interpolated(from: a.size, to: b.size, at: fraction))
  }
}
