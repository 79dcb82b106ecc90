/// An upright rectangle: its upper left corner and its size.
public nonisolated struct Rect: Sendable, Hashable {
  public var origin: Vector
  public var size: Vector

  @inlinable public init(origin: Vector, size: Vector) {
    self.origin = origin
    self.size = size
  }

  @inlinable public init(x: Float, y: Float, width: Float, height: Float) {
    self.init(origin: Vector(x, y), size: Vector(width, height))
  }

  @inlinable public init(center: Vector, size: Vector) {
    self.init(origin: center - size / 2, size: size)
  }

  @inlinable public var center: Vector { origin + size / 2 }
  @inlinable public var end: Vector { origin + size }

  /// Whether a point is inside; the right and the lower edge are outside.
  @inlinable public func contains(_ point: Vector) -> Bool {
    point.x >= origin.x && point.y >= origin.y && point.x < end.x && point.y < end.y
  }
}
