/// Finds what is near: points in a uniform grid, made anew each tick.
///
///     var grid = SpatialGrid(bounds: world, cellSize: 16)
///
///     func update(_ tick: Tick) {
///       grid.rebuild(boids.positions)
///       grid.forEach(near: ship.position, within: 40) { boid in … }
///     }
///
/// Points are known by their index. Making it anew sorts all of them by counting, into flat arrays that are
/// kept: nothing is allocated once there have been as many points. Points may be anywhere; those outside of
/// `bounds` are kept in the cells at its edge, which is slower where there are many.
///
/// A cell as wide as what is mostly asked for is best: then a question looks at nine.
///
/// Threading: a value. A copy of it shares its memory and can be asked on any thread, so that the bodies of
/// `context.parallelFor` take one:
///
///     let grid = grid
///     context.parallelFor(boids.count, minimumChunk: 512) { [positions] range in
///       for boid in range { grid.forEach(near: positions[boid], within: 40) { … } }
///     }
///
/// Making it anew while a copy is alive allocates new memory: let the copy end with the tick.
public nonisolated struct SpatialGrid: Sendable {
  public let bounds: Rect
  public let cellSize: Float
  public let columns: Int
  public let rows: Int

  /// Where each cell begins among the sorted ones, and after the last one their count.
  @usableFromInline var starts: [Int32]
  /// The points' indices, cell by cell, ascending in each.
  @usableFromInline var indices: [Int32] = []
  /// The points in the same order: a question reads no memory but this.
  @usableFromInline var points: [Vector] = []
  /// The cell of each point.
  @usableFromInline var cells: [Int32] = []
  /// How many points there are; the arrays may be longer.
  public var count: Int { pointCount }
  @usableFromInline var pointCount = 0
  /// Cells in a unit of length. A trace fewer than are meant, so that rounding never puts points that are
  /// nearer than a cell's size two cells apart.
  @usableFromInline let scale: Float

  /// - Parameters:
  ///   - bounds: where the points mostly are.
  ///   - cellSize: the width and height of a cell; the distance that is mostly asked for.
  public init(bounds: Rect, cellSize: Float) {
    precondition(!bounds.isEmpty, "a grid of \(bounds) has no cells: give a size above 0")
    precondition(cellSize > 0, "a grid with cells of \(cellSize) has too many: give more than 0")
    self.bounds = bounds
    self.cellSize = cellSize
    scale = 0.999 / cellSize
    columns = max(1, Int((bounds.size.x / cellSize).rounded(.up)))
    rows = max(1, Int((bounds.size.y / cellSize).rounded(.up)))
    precondition(
      columns * rows <= 1 << 26, "a grid of \(columns) by \(rows) cells: give larger ones")
    starts = Array(repeating: 0, count: columns * rows + 1)
  }

  /// Takes other points.
  public mutating func rebuild(_ points: [Vector]) {
    points.withUnsafeBufferPointer { points in rebuild(count: points.count) { points[$0] } }
  }

  /// Takes other points, wherever they are kept:
  ///
  ///     grid.rebuild(count: rocks.count) { rocks[$0].position }
  ///
  /// - Parameter position: where a point is. Not called for the same one twice.
  @inlinable
  public mutating func rebuild(count: Int, position: (Int) -> Vector) {
    precondition(count <= Int32.max, "a grid cannot hold \(count) points")
    let last = starts.count - 1
    grow(to: count)
    pointCount = count
    let (origin, scale) = (bounds.origin, scale)
    let (mostX, mostY, width) = (Float(columns - 1), Float(rows - 1), Int32(columns))
    starts.withUnsafeMutableBufferPointer { starts in
      cells.withUnsafeMutableBufferPointer { cells in
        unsorted.withUnsafeMutableBufferPointer { unsorted in
          starts.update(repeating: 0)
          for index in 0..<count {
            let point = position(index)
            let place = (point - origin) * scale
            let cell =
              Int32(Self.limit(place.y, mostY)) &* width &+ Int32(Self.limit(place.x, mostX))
            cells[index] = cell
            unsorted[index] = point
            starts[Int(cell)] &+= 1
          }
          // Where each cell ends; filling from the back makes that where it begins.
          var end: Int32 = 0
          for cell in 0..<last {
            end &+= starts[cell]
            starts[cell] = end
          }
          starts[last] = end
          indices.withUnsafeMutableBufferPointer { indices in
            points.withUnsafeMutableBufferPointer { points in
              for index in stride(from: count - 1, through: 0, by: -1) {
                let cell = Int(cells[index])
                let place = starts[cell] &- 1
                starts[cell] = place
                indices[Int(place)] = Int32(truncatingIfNeeded: index)
                points[Int(place)] = unsorted[index]
              }
            }
          }
        }
      }
    }
  }

  /// The points as they came, from the first pass to the second.
  @usableFromInline var unsorted: [Vector] = []

  @usableFromInline mutating func grow(to count: Int) {
    guard cells.count < count else { return }
    let room = max(count, cells.count * 2)
    cells = Array(repeating: 0, count: room)
    indices = Array(repeating: 0, count: room)
    points = Array(repeating: .zero, count: room)
    unsorted = Array(repeating: .zero, count: room)
  }

  /// Between 0 and `most`; what is no number is 0.
  @inlinable static func limit(_ x: Float, _ most: Float) -> Float {
    x > 0 ? (x < most ? x : most) : 0
  }
}
