import GameLoop
import Testing

@Suite("Data in the order of a grid")
struct SpatialGridOrderTests {
  private func grid(_ points: [Vector]) -> SpatialGrid {
    var grid = SpatialGrid(bounds: Rect(x: 0, y: 0, width: 100, height: 60), cellSize: 16)
    grid.rebuild(points)
    return grid
  }

  @Test func `has each point once, and less where there are fewer than before`() {
    var random = SeededRandom(seed: 3)
    let points = (0..<200).map { _ in random.point(in: Rect(x: 0, y: 0, width: 100, height: 60)) }
    var grid = grid(points)
    #expect(grid.order.map(Int.init).sorted() == Array(0..<200))
    grid.rebuild(Array(points[..<50]))
    #expect(grid.order.map(Int.init).sorted() == Array(0..<50))
  }

  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func `has all that is nearer than a cell in the runs around a point`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let field = Rect(x: -20, y: -20, width: 140, height: 100)
    let points = (0..<300).map { _ in random.point(in: field) }
    let grid = grid(points)
    for center in points[..<40] {
      let seen = Set(grid.runs(around: center).flatMap { run in run.map { grid.order[$0] } })
      let near = points.indices.filter { points[$0].distance(to: center) < 16 }
      #expect(seen.isSuperset(of: near.map { Int32($0) }))
    }
  }

  @Test func `has no runs beyond its edge`() {
    let runs = grid([Vector(1, 1), Vector(99, 59)]).runs(around: .zero)
    #expect(Array(runs) == [0..<0, 0..<1, 1..<1])
  }
}
