import SwiftGameLoop

/// What a boid does in a tick: looks at its neighbours as they were, follows the three rules, flees, turns at the edge.
nonisolated struct FlockStep: Sendable {
  /// In the order of the grid, with nobody behind the last.
  let before: Boids
  let after: Boids
  let grid: SpatialGrid
  let rules: FlockRules
  let disturbances: Disturbances
  let field: Rect
  let seconds: Float

  /// How many neighbours of each row of cells are looked at, four at a time: of more, some all along the row.
  private static let mostLooks = 6

  func move(_ range: Range<Int>) {
    for boid in range {
      let (position, velocity) = (before.position(boid), before.velocity(boid))
      var force = flocking(position, velocity) + turningBack(from: position)
      force += disturbances.hawk.pushes(position) + disturbances.pointer.pushes(position)
      let (next, speed) = steady(velocity + force.clamped(length: FlockRules.strongest) * seconds)
      after.set(boid, position: position + next * seconds, velocity: next)
      after.look[boid] = Darts.look(of: next, speed: speed)
    }
  }

  // MARK: Neighbours

  /// The sums over neighbours, of every fourth one in each lane.
  private struct Sums {
    var count = Boids.Lanes.zero
    var x = Boids.Lanes.zero
    var y = Boids.Lanes.zero
    var velocityX = Boids.Lanes.zero
    var velocityY = Boids.Lanes.zero
    var pushX = Boids.Lanes.zero
    var pushY = Boids.Lanes.zero
  }

  @inline(__always)
  private func flocking(_ position: Vector, _ velocity: Vector) -> Vector {
    var sums = Sums()
    let runs = grid.runs(around: position)
    look(along: runs.above, position, &sums)
    look(along: runs.beside, position, &sums)
    look(along: runs.below, position, &sums)

    let part = 1 / max(sums.count.sum(), 1)
    let offset = Vector(sums.x.sum(), sums.y.sum()) * part
    let heading = Vector(sums.velocityX.sum(), sums.velocityY.sum()) * part
    let push = Vector(sums.pushX.sum(), sums.pushY.sum())
    let radius = grid.cellSize
    return offset * (260 / radius * rules.cohesion)
      + (heading - velocity) * (5 * rules.alignment)
      + push * (420 / radius * rules.separation)
  }

  /// Adds the neighbours in a run of places. What is behind its end is read, too, but is further away.
  @inline(__always)
  private func look(along run: Range<Int>, _ position: Vector, _ sums: inout Sums) {
    typealias Lanes = Boids.Lanes
    let seen = Lanes(repeating: grid.cellSize * grid.cellSize)
    let near = 1 / (0.3 * seen)
    let (x, y) = (Lanes(repeating: position.x), Lanes(repeating: position.y))
    let stride = max(Lanes.scalarCount, run.count / Self.mostLooks)
    // Those that are looked at stand for those that are not.
    let each = Lanes(repeating: Float(stride) / Float(Lanes.scalarCount))
    var place = run.lowerBound
    while place < run.upperBound {
      let awayX = Self.lanes(before.x, place) - x
      let awayY = Self.lanes(before.y, place) - y
      let distance = awayX * awayX + awayY * awayY
      let weight = Lanes.zero.replacing(with: each, where: distance .< seen)
      sums.count += weight
      sums.x += awayX * weight
      sums.y += awayY * weight
      sums.velocityX += Self.lanes(before.velocityX, place) * weight
      sums.velocityY += Self.lanes(before.velocityY, place) * weight
      let closeness = 1 - distance * near
      let push = Lanes.zero.replacing(with: closeness * each, where: closeness .> .zero)
      sums.pushX -= awayX * push
      sums.pushY -= awayY * push
      place += stride
    }
  }

  @inline(__always)
  private static func lanes(_ floats: UnsafeMutablePointer<Float>, _ place: Int) -> Boids.Lanes {
    UnsafeRawPointer(floats + place).loadUnaligned(as: Boids.Lanes.self)
  }

  // MARK: Alone

  /// Away from the edge, the more the nearer it is.
  @inline(__always)
  private func turningBack(from position: Vector) -> Vector {
    let margin = Vector(repeating: FlockRules.margin)
    let low = pointwiseMax(field.origin + margin - position, .zero)
    let high = pointwiseMax(position - field.end + margin, .zero)
    return (low - high) * 9
  }

  /// A velocity that is not too slow or fast, and comes back to what they like.
  @inline(__always)
  private func steady(_ velocity: Vector) -> (velocity: Vector, speed: Float) {
    let speed = max(velocity.length, 1)
    let wanted = (speed + (FlockRules.cruise - speed) * min(1, 1.5 * seconds))
      .clamped(to: FlockRules.slowest...FlockRules.fastest)
    return (velocity * (wanted / speed), wanted)
  }
}
