import SwiftGameLoop

/// All boids, and how they move at the same time.
///
/// A tick puts them in the order of a grid's cells, so that neighbours are near in memory; then each looks at
/// those as they were and writes what it becomes elsewhere. So it is the same whoever moves first, and on however
/// many threads.
final class Flock {
  private(set) var count = 0
  var rules = FlockRules()
  let field: Rect
  /// Where they are after the last tick.
  private let boids: Boids
  /// Where they were before it, cell by cell.
  private let before: Boids
  private var grid: SpatialGrid

  /// - Parameter room: the most boids there will be.
  init(field: Rect, room: Int, random: inout SeededRandom) {
    self.field = field
    boids = Boids(room: room)
    before = Boids(room: room)
    grid = SpatialGrid(bounds: field, cellSize: field.width)
  }

  /// Adds boids beside those that there are, or takes some away, everywhere as many.
  func setCount(_ count: Int, random: inout SeededRandom) {
    let old = self.count
    for boid in old..<max(old, count) {
      guard old > 0 else {
        boids.set(
          boid, position: random.point(in: field), velocity: random.direction() * FlockRules.cruise)
        continue
      }
      let twin = boid % old
      boids.set(
        boid, position: boids.position(twin) + random.direction() * 3,
        velocity: boids.velocity(twin))
    }
    for boid in 0..<min(old, count) where count < old {
      let other = boid * old / count
      boids.set(boid, position: boids.position(other), velocity: boids.velocity(other))
    }
    self.count = count
    // As far as to some 15 others if they were spread evenly: a boid's work is the same in any number.
    let spacing = (field.width * field.height / Float(count)).squareRoot()
    grid = SpatialGrid(bounds: field, cellSize: spacing * 2.2)
  }

  /// Moves all boids on by a tick.
  func step(_ disturbances: Disturbances, seconds: Float, on context: GameContext) {
    grid.rebuild(count: count) { [boids] in boids.position($0) }
    let step = FlockStep(
      before: before, after: boids, grid: grid, rules: rules, disturbances: disturbances,
      field: field, seconds: seconds)
    context.parallelFor(count, minimumChunk: 2048) { range in
      step.before.take(range, of: step.after, in: step.grid.order)
    }
    before.end(at: count)
    context.parallelFor(count, minimumChunk: 128) { range in step.move(range) }
  }

  // MARK: What others see

  func forEachBoid(_ body: (_ position: Vector, _ velocity: Vector, _ look: Int) -> Void) {
    for boid in 0..<count {
      body(boids.position(boid), boids.velocity(boid), Int(boids.look[boid]))
    }
  }

  func position(of boid: Int) -> Vector { boids.position(boid) }

  /// How much neighbours fly the same way: 0 is any way, 1 is all the same. Who follows each other in the order
  /// of cells is near.
  var alignment: Float {
    var sum: Float = 0
    for boid in 1..<count {
      let (a, b) = (boids.velocity(boid - 1), boids.velocity(boid))
      sum += a.dot(b) / max(a.lengthSquared * b.lengthSquared, 1).squareRoot()
    }
    return sum / Float(count - 1)
  }
}
