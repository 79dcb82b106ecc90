/// An upright rectangle: its upper left corner and its size.
///
/// Its right and its lower edge are outside: rectangles beside each other share no point. Sizes below 0
/// are not meant; `init(corners:_:)` takes its corners in any order.
public nonisolated struct Rect: Sendable, Hashable, Codable {
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

  /// The rectangle between two opposite corners.
  @inlinable public init(corners a: Vector, _ b: Vector) {
    let least = pointwiseMin(a, b)
    self.init(origin: least, size: pointwiseMax(a, b) - least)
  }

  @inlinable public static var zero: Rect { Rect(origin: .zero, size: .zero) }

  @inlinable public var center: Vector {
    get { origin + size / 2 }
    set { origin = newValue - size / 2 }
  }

  @inlinable public var end: Vector { origin + size }
  @inlinable public var width: Float { size.x }
  @inlinable public var height: Float { size.y }
  @inlinable public var minX: Float { origin.x }
  @inlinable public var minY: Float { origin.y }
  @inlinable public var maxX: Float { origin.x + size.x }
  @inlinable public var maxY: Float { origin.y + size.y }

  /// Whether there is no point in it.
  @inlinable public var isEmpty: Bool { !(size.x > 0 && size.y > 0) }

  /// Clockwise, from the upper left one.
  @inlinable public var corners: (Vector, Vector, Vector, Vector) {
    (origin, Vector(maxX, minY), end, Vector(minX, maxY))
  }
}

// MARK: Points

nonisolated extension Rect {
  /// Whether a point is inside; the right and the lower edge are outside.
  @inlinable public func contains(_ point: Vector) -> Bool {
    point.x >= origin.x && point.y >= origin.y && point.x < end.x && point.y < end.y
  }

  /// The nearest point that is inside or on an edge.
  @inlinable public func clamp(_ point: Vector) -> Vector {
    pointwiseMax(origin, pointwiseMin(end, point))
  }

  /// Where a point of the rectangle is, as fractions of its size: (0.5, 0.5) is its middle.
  @inlinable public func point(at fractions: Vector) -> Vector { origin + size * fractions }

  /// The rectangle, grown as far as a point.
  @inlinable public func expanded(toInclude point: Vector) -> Rect {
    let least = pointwiseMin(origin, point)
    return Rect(origin: least, size: pointwiseMax(end, point) - least)
  }
}

// MARK: Other rectangles

nonisolated extension Rect {
  /// Whether all of another one is inside.
  @inlinable public func contains(_ other: Rect) -> Bool {
    all(other.origin .>= origin) && all(other.end .<= end)
  }

  /// Whether they share more than an edge.
  @inlinable public func intersects(_ other: Rect) -> Bool {
    all(origin .< other.end) && all(other.origin .< end)
  }

  /// What they share, or nil if that is no more than an edge.
  @inlinable public func intersection(_ other: Rect) -> Rect? {
    let least = pointwiseMax(origin, other.origin)
    let size = pointwiseMin(end, other.end) - least
    return size.x > 0 && size.y > 0 ? Rect(origin: least, size: size) : nil
  }

  /// The smallest rectangle around both.
  @inlinable public func union(_ other: Rect) -> Rect {
    let least = pointwiseMin(origin, other.origin)
    return Rect(origin: least, size: pointwiseMax(end, other.end) - least)
  }

  @inlinable public func moved(by offset: Vector) -> Rect {
    Rect(origin: origin + offset, size: size)
  }

  /// The rectangle with every edge moved in by a distance, or out by one below 0. What would be less
  /// than nothing is nothing, in the middle.
  @inlinable public func inset(by distance: Float) -> Rect { inset(by: Insets(distance)) }

  @inlinable public func inset(by insets: Insets) -> Rect {
    let size = size - insets.total
    var least = origin + insets.leading
    if size.x < 0 { least.x += size.x / 2 }
    if size.y < 0 { least.y += size.y / 2 }
    return Rect(origin: least, size: pointwiseMax(size, .zero))
  }
}

/// Distances from the edges of a rectangle.
public nonisolated struct Insets: Sendable, Hashable, Codable {
  public var left: Float
  public var top: Float
  public var right: Float
  public var bottom: Float

  @inlinable public init(left: Float = 0, top: Float = 0, right: Float = 0, bottom: Float = 0) {
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
  }

  /// The same at every edge.
  @inlinable public init(_ distance: Float) {
    self.init(left: distance, top: distance, right: distance, bottom: distance)
  }

  /// Left and top.
  @inlinable public var leading: Vector { Vector(left, top) }
  /// Right and bottom.
  @inlinable public var trailing: Vector { Vector(right, bottom) }
  @inlinable public var total: Vector { leading + trailing }
}
