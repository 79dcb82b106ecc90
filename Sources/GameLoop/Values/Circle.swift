/// A round place: a hit box, the reach of an explosion.
public nonisolated struct Circle: Sendable, Hashable, Codable {
  public var center: Vector
  public var radius: Float

  @inlinable public init(center: Vector, radius: Float) {
    self.center = center
    self.radius = radius
  }

  /// The upright square around it.
  @inlinable public var bounds: Rect { Rect(center: center, size: Vector(2, 2) * radius) }

  /// Whether a point is inside; the edge is outside.
  @inlinable public func contains(_ point: Vector) -> Bool {
    center.distanceSquared(to: point) < radius * radius
  }
}

/// A straight way from one point to another: a wall, a shot, a line of sight.
public nonisolated struct Segment: Sendable, Hashable, Codable {
  public var start: Vector
  public var end: Vector

  @inlinable public init(from start: Vector, to end: Vector) {
    self.start = start
    self.end = end
  }

  @inlinable public var length: Float { start.distance(to: end) }

  /// The point a part of the way from the start (0) to the end (1).
  @inlinable public func point(at fraction: Float) -> Vector {
    .interpolated(from: start, to: end, at: fraction)
  }

  /// The point of the segment that is nearest to another one.
  @inlinable public func nearestPoint(to point: Vector) -> Vector {
    let way = end - start
    let squared = way.lengthSquared
    guard squared > 0 else { return start }
    return start + way * ((point - start).dot(way) / squared).clamped(to: 0...1)
  }
}
