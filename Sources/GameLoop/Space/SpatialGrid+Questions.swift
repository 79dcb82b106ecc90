/// What one asks a grid. Bodies get the indices of points as they were when the grid was made; none of
/// these allocates.
nonisolated extension SpatialGrid {
  /// Calls `body` for every point nearer than `radius`, and how far it is, squared. The order is the same
  /// each time: by rows of cells, in each cell by index.
  @inlinable
  public func forEach(
    near center: Vector, within radius: Float,
    _ body: (_ index: Int, _ distanceSquared: Float) -> Void
  ) {
    let reach = Vector(radius, radius)
    let most = radius * radius
    forEachCandidate(from: center - reach, to: center + reach) { index, point in
      let distance = point.distanceSquared(to: center)
      if distance < most { body(index, distance) }
    }
  }

  /// Calls `body` for every point nearer than `radius`.
  @inlinable
  public func forEach(near center: Vector, within radius: Float, _ body: (_ index: Int) -> Void) {
    forEach(near: center, within: radius) { index, _ in body(index) }
  }

  /// Calls `body` for every point in a rectangle.
  @inlinable
  public func forEach(in rect: Rect, _ body: (_ index: Int) -> Void) {
    forEachCandidate(from: rect.origin, to: rect.end) { index, point in
      if rect.contains(point) { body(index) }
    }
  }

  /// The nearest point that is nearer than `radius` and for which `isMeant` returns true; of points equally
  /// near, the one with the lowest index. Nil if there is none.
  @inlinable
  public func nearest(
    to center: Vector, within radius: Float, where isMeant: (_ index: Int) -> Bool = { _ in true }
  ) -> Int? {
    var best: (index: Int, distance: Float)?
    forEach(near: center, within: radius) { index, distance in
      if let best, (best.distance, best.index) <= (distance, index) { return }
      if isMeant(index) { best = (index, distance) }
    }
    return best?.index
  }

  /// Calls `body` once for every two points that are nearer to each other than `radius`. `radius` is at
  /// most the size of a cell.
  @inlinable
  public func forEachPair(within radius: Float, _ body: (_ a: Int, _ b: Int) -> Void) {
    precondition(
      radius <= cellSize,
      "pairs up to \(radius) apart are looked for in cells of \(cellSize): make the cells as large")
    let most = radius * radius
    reading { starts, indices, points in
      func compare(_ a: Int, _ others: Range<Int>) {
        for b in others where points[a].distanceSquared(to: points[b]) < most {
          let (a, b) = (Int(indices[a]), Int(indices[b]))
          body(min(a, b), max(a, b))
        }
      }
      for row in 0..<rows {
        for column in 0..<columns {
          let cell = row * columns + column
          let (start, end) = (Int(starts[cell]), Int(starts[cell + 1]))
          guard start < end else { continue }
          // The cell to the right follows this one, and the three below follow each other.
          let right = column + 1 < columns ? Int(starts[cell + 2]) : end
          var below = end..<end
          if row + 1 < rows {
            let first = cell + columns - (column > 0 ? 1 : 0)
            let last = cell + columns + (column + 1 < columns ? 1 : 0)
            below = Int(starts[first])..<Int(starts[last + 1])
          }
          for a in start..<end {
            compare(a, a + 1..<right)
            compare(a, below)
          }
        }
      }
    }
  }

  /// Every point of the cells that a rectangle touches. Cells of one row lie beside each other, so that
  /// each row is one run through memory.
  @inlinable
  func forEachCandidate(from least: Vector, to most: Vector, _ body: (Int, Vector) -> Void) {
    let (first, last) = (cell(at: least), cell(at: most))
    guard first.column <= last.column, first.row <= last.row else { return }
    reading { starts, indices, points in
      for row in first.row...last.row {
        let start = Int(starts[row * columns + first.column])
        let end = Int(starts[row * columns + last.column + 1])
        for place in start..<end { body(Int(indices[place]), points[place]) }
      }
    }
  }

  @inlinable func cell(at point: Vector) -> (column: Int, row: Int) {
    let place = (point - bounds.origin) * scale
    return (
      Int(Self.limit(place.x, Float(columns - 1))), Int(Self.limit(place.y, Float(rows - 1)))
    )
  }

  @inlinable func reading(
    _ body: (
      _ starts: UnsafeBufferPointer<Int32>, _ indices: UnsafeBufferPointer<Int32>,
      _ points: UnsafeBufferPointer<Vector>
    ) -> Void
  ) {
    starts.withUnsafeBufferPointer { starts in
      indices.withUnsafeBufferPointer { indices in
        points.withUnsafeBufferPointer { points in body(starts, indices, points) }
      }
    }
  }
}
