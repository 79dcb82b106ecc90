/// Finds what touches: upright rectangles in a uniform grid, made anew each tick.
///
///     var grid = RectGrid(bounds: world, cellSize: 32)
///     grid.rebuild(count: crates.count) { crates[$0].box }
///     grid.forEachPair { a, b in … }
///
/// Each rectangle is kept where its middle is, and questions reach as much farther as the largest of them
/// does: best where they are of similar size and cells are as large as they are. A few that are much larger
/// than the rest belong into a grid of their own. Threading and memory are those of `SpatialGrid`.
public nonisolated struct RectGrid: Sendable {
  @usableFromInline var grid: SpatialGrid
  @usableFromInline var rects: [Rect] = []
  /// Half of the largest width and height there is.
  @usableFromInline var reach = Vector.zero

  public init(bounds: Rect, cellSize: Float) {
    grid = SpatialGrid(bounds: bounds, cellSize: cellSize)
  }

  public var count: Int { grid.count }

  /// Takes other rectangles.
  public mutating func rebuild(_ rects: [Rect]) { rebuild(count: rects.count) { rects[$0] } }

  /// Takes other rectangles, wherever they are kept.
  @inlinable
  public mutating func rebuild(count: Int, rect: (Int) -> Rect) {
    rects.removeAll(keepingCapacity: true)
    var largest = Vector.zero
    for index in 0..<count {
      let rect = rect(index)
      rects.append(rect)
      largest = pointwiseMax(largest, rect.size)
    }
    reach = largest / 2
    rects.withUnsafeBufferPointer { rects in
      grid.rebuild(count: count) { rects[$0].center }
    }
  }

  /// The rectangle with an index, as it was when the grid was made.
  @inlinable public subscript(index: Int) -> Rect { rects[index] }

  /// Calls `body` for every rectangle that shares more than an edge with another one.
  @inlinable
  public func forEach(touching rect: Rect, _ body: (_ index: Int) -> Void) {
    // A trace more than half the size, for what rounding takes away from a middle.
    let margin = reach * 1.001 + Vector(repeating: grid.cellSize * 0.001)
    rects.withUnsafeBufferPointer { rects in
      grid.forEachCandidate(from: rect.origin - margin, to: rect.end + margin) { index, _ in
        if rects[index].intersects(rect) { body(index) }
      }
    }
  }

  /// Calls `body` for every rectangle that a point is in.
  @inlinable
  public func forEach(at point: Vector, _ body: (_ index: Int) -> Void) {
    let margin = reach * 1.001 + Vector(repeating: grid.cellSize * 0.001)
    rects.withUnsafeBufferPointer { rects in
      grid.forEachCandidate(from: point - margin, to: point + margin) { index, _ in
        if rects[index].contains(point) { body(index) }
      }
    }
  }

  /// Calls `body` once for every two rectangles that share more than an edge, the lower index first.
  @inlinable
  public func forEachPair(_ body: (_ a: Int, _ b: Int) -> Void) {
    for a in 0..<count {
      forEach(touching: rects[a]) { b in
        if a < b { body(a, b) }
      }
    }
  }
}
