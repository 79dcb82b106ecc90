import Glibc

/// A position, a size or a velocity: x to the right, y down, in the units of the game's picture.
public typealias Vector = SIMD2<Float>

nonisolated extension SIMD2 where Scalar == Float {
  /// A vector of length 1 that points at an angle: 0 is up, a quarter turn is right.
  @inlinable public static func pointing(_ angle: Angle) -> Vector {
    Vector(sin(angle.radians), -cos(angle.radians))
  }

  @inlinable public static func interpolated(from a: Vector, to b: Vector, at fraction: Float)
    -> Vector
  {
    a + (b - a) * fraction
  }

  // MARK: Length and direction

  @inlinable public var lengthSquared: Float { (self * self).sum() }
  @inlinable public var length: Float { lengthSquared.squareRoot() }

  /// The vector with length 1 in the same direction; zero stays zero.
  @inlinable public var normalized: Vector {
    let length = length
    return length > 0 ? self / length : .zero
  }

  /// The vector, made shorter if it is longer than `most`.
  @inlinable public func clamped(length most: Float) -> Vector {
    let squared = lengthSquared
    return squared > most * most ? self * (most / squared.squareRoot()) : self
  }

  /// Where the vector points: 0 is up, a quarter turn is right. Zero counts as up.
  @inlinable public var angle: Angle { self == .zero ? .zero : .radians(atan2(x, -y)) }

  /// The turn from this direction to another one, the short way.
  @inlinable public func turn(to other: Vector) -> Angle {
    .radians(atan2(cross(other), dot(other)))
  }

  @inlinable public func rotated(by angle: Angle) -> Vector {
    let (s, c) = (sin(angle.radians), cos(angle.radians))
    return Vector(x * c - y * s, x * s + y * c)
  }

  /// The vector turned clockwise by a quarter.
  @inlinable public var perpendicular: Vector { Vector(-y, x) }

  // MARK: Two vectors

  @inlinable public func dot(_ other: Vector) -> Float { (self * other).sum() }

  /// Above 0 where `other` is clockwise of this vector on the screen, below 0 on its other side.
  @inlinable public func cross(_ other: Vector) -> Float { x * other.y - y * other.x }

  @inlinable public func distance(to other: Vector) -> Float { (other - self).length }
  @inlinable public func distanceSquared(to other: Vector) -> Float { (other - self).lengthSquared }

  /// The position moved straight to another one, at most by a distance.
  @inlinable public func moved(towards target: Vector, by distance: Float) -> Vector {
    let way = target - self
    let length = way.length
    return length <= distance ? target : self + way * (distance / length)
  }

  /// The part of the vector along another one; zero along zero.
  @inlinable public func projected(onto other: Vector) -> Vector {
    let squared = other.lengthSquared
    return squared > 0 ? other * (dot(other) / squared) : .zero
  }

  /// The velocity after bouncing off a wall.
  ///
  /// - Parameter normal: what points straight out of the wall, with length 1.
  @inlinable public func reflected(off normal: Vector) -> Vector {
    self - normal * (2 * dot(normal))
  }
}
