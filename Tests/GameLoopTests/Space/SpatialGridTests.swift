import TaskQueues
import TestSupport
import Testing

@testable import GameLoop

private typealias SeededRandom = GameLoop.SeededRandom

@Suite("Spatial grids")
struct SpatialGridTests {
  private static let bounds = Rect(x: -100, y: 50, width: 320, height: 200)

  /// Points inside and around the bounds, some of them on the lines between cells.
  private func points(_ count: Int, _ random: inout SeededRandom) -> [Vector] {
    (0..<count).map { _ in
      let point = random.point(in: Self.bounds.inset(by: -60))
      return random.chance(0.2) ? (point / 20).rounded(.toNearestOrEven) * 20 : point
    }
  }

  @Test(arguments: 0..<20)
  func `a grid finds the neighbours that a look at every point finds`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var grid = SpatialGrid(bounds: Self.bounds, cellSize: 20)
    for count in [300, 0, 500] {
      let points = points(count, &random)
      grid.rebuild(points)
      for _ in 0..<30 {
        let center = random.point(in: Self.bounds.inset(by: -80))
        let radius = random.float(0...70)
        var found: [Int] = []
        grid.forEach(near: center, within: radius) { found.append($0) }
        let all = points.indices.filter { points[$0].distanceSquared(to: center) < radius * radius }
        #expect(found.sorted() == all)

        let rect = Rect(center: center, size: Vector(radius, radius * 2))
        var inside: [Int] = []
        grid.forEach(in: rect) { inside.append($0) }
        #expect(inside.sorted() == points.indices.filter { rect.contains(points[$0]) })

        let nearest = all.min { a, b in
          (points[a].distanceSquared(to: center), a) < (points[b].distanceSquared(to: center), b)
        }
        #expect(grid.nearest(to: center, within: radius) == nearest)
      }
    }
  }

  @Test(arguments: 0..<20) func `a grid finds every pair once`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let points = points(200, &random)
    var grid = SpatialGrid(bounds: Self.bounds, cellSize: 20)
    grid.rebuild(points)
    for radius in [20, 7.5] as [Float] {
      var found: [[Int]] = []
      grid.forEachPair(within: radius) { found.append([$0, $1]) }
      var all: [[Int]] = []
      for a in points.indices {
        for b in points.indices[(a + 1)...]
        where points[a].distanceSquared(to: points[b]) < radius * radius { all.append([a, b]) }
      }
      #expect(found.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) } == all)
    }
  }

  @Test func `a point that is nowhere is kept and found by no question`() {
    var grid = SpatialGrid(bounds: Self.bounds, cellSize: 20)
    grid.rebuild([Vector(.nan, 0), Vector(.infinity, 0), Vector(0, 100)])
    var found: [Int] = []
    grid.forEach(near: Vector(0, 100), within: 1000) { found.append($0) }
    #expect(found == [2] && grid.count == 3)
  }

  @Test func `job threads ask copies of a grid`() async throws {
    var random = SeededRandom(seed: 1)
    let points = points(4000, &random)
    var grid = SpatialGrid(bounds: Self.bounds, cellSize: 20)
    grid.rebuild(points)
    let shared = grid
    let found = try await onThread {
      let queue = TaskQueue(work: .manual, completion: .immediate)
      let threads = JobThreads(dispatching: queue, count: 2)
      let counts = Counts(count: points.count)
      threads.parallelFor(count: points.count, grain: 100) { range in
        for index in range {
          shared.forEach(near: points[index], within: 10) { _ in counts[index] += 1 }
        }
      }
      try queue.terminate(wait: true)
      threads.join()
      return (0..<points.count).reduce(0) { $0 + counts[$1] }
    }
    var pairs = 0
    grid.forEachPair(within: 10) { _, _ in pairs += 1 }
    #expect(found == 2 * pairs + points.count)
  }

  /// Each place is written by one thread only, and read after all of them are done.
  private nonisolated final class Counts: @unchecked Sendable {
    private let counts: UnsafeMutableBufferPointer<Int>

    init(count: Int) {
      counts = .allocate(capacity: count)
      counts.initialize(repeating: 0)
    }

    deinit { counts.deallocate() }

    subscript(index: Int) -> Int {
      get { counts[index] }
      set { counts[index] = newValue }
    }
  }
}

@Suite("Grids of rectangles")
struct RectGridTests {
  @Test(arguments: 0..<20)
  func `a grid finds the rectangles that a look at every one finds`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let space = Rect(x: 0, y: 0, width: 400, height: 300)
    let rects = (0..<150).map { _ in
      Rect(
        origin: random.point(in: space),
        size: random.point(in: Rect(x: 1, y: 1, width: 50, height: 20)))
    }
    var grid = RectGrid(bounds: space, cellSize: 32)
    grid.rebuild(rects)
    for _ in 0..<50 {
      let rect = Rect(center: random.point(in: space), size: Vector(random.float(1...90), 10))
      var found: [Int] = []
      grid.forEach(touching: rect) { found.append($0) }
      #expect(found.sorted() == rects.indices.filter { rects[$0].intersects(rect) })
      var under: [Int] = []
      grid.forEach(at: rect.center) { under.append($0) }
      #expect(under.sorted() == rects.indices.filter { rects[$0].contains(rect.center) })
    }
    var pairs = 0
    grid.forEachPair { a, b in
      #expect(a < b && rects[a].intersects(rects[b]))
      pairs += 1
    }
    var all = 0
    for a in rects.indices {
      all += rects.indices[(a + 1)...].filter { rects[a].intersects(rects[$0]) }.count
    }
    #expect(pairs == all)
  }
}
