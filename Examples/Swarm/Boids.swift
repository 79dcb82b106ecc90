import SwiftGameLoop

/// What is known of each boid: an array for each number, so that four boids at a time go through the processor.
///
/// Threading: bare memory. The flock has one that all threads read while they write another, each its own range.
nonisolated final class Boids: @unchecked Sendable {
  let x: UnsafeMutablePointer<Float>
  let y: UnsafeMutablePointer<Float>
  let velocityX: UnsafeMutablePointer<Float>
  let velocityY: UnsafeMutablePointer<Float>
  /// Which of the darts shows it.
  let look: UnsafeMutablePointer<UInt8>

  /// How many are read at a time, also where fewer are left.
  typealias Lanes = SIMD4<Float>

  init(room: Int) {
    func floats() -> UnsafeMutablePointer<Float> {
      let floats = UnsafeMutablePointer<Float>.allocate(capacity: room + Lanes.scalarCount)
      floats.initialize(repeating: 0, count: room + Lanes.scalarCount)
      return floats
    }
    (x, y, velocityX, velocityY) = (floats(), floats(), floats(), floats())
    look = .allocate(capacity: room)
    look.initialize(repeating: 0, count: room)
  }

  deinit {
    for floats in [x, y, velocityX, velocityY] { floats.deallocate() }
    look.deallocate()
  }

  func position(_ boid: Int) -> Vector { Vector(x[boid], y[boid]) }
  func velocity(_ boid: Int) -> Vector { Vector(velocityX[boid], velocityY[boid]) }

  func set(_ boid: Int, position: Vector, velocity: Vector) {
    (x[boid], y[boid]) = (position.x, position.y)
    (velocityX[boid], velocityY[boid]) = (velocity.x, velocity.y)
  }

  /// Takes a range of places from others, in another order.
  func take(_ range: Range<Int>, of others: Boids, in order: ArraySlice<Int32>) {
    order.withUnsafeBufferPointer { order in
      for place in range {
        let other = Int(order[place])
        set(place, position: others.position(other), velocity: others.velocity(other))
      }
    }
  }

  /// Puts nobody behind the last boid: those who are read with it are too far away to be seen.
  func end(at count: Int) {
    for place in count..<count + Lanes.scalarCount {
      set(place, position: Vector(1e6, 1e6), velocity: .zero)
    }
  }
}
