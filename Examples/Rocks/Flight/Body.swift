import SwiftGameLoop

/// A round thing that flies.
struct Body: Equatable {
  private(set) var position: Vector
  /// Where it was a tick ago, next to `position` even if an edge lies between them.
  private var previous: Vector
  var velocity: Vector
  let radius: Float

  init(at position: Vector, velocity: Vector, radius: Float) {
    self.position = position
    previous = position
    self.velocity = velocity
    self.radius = radius
  }

  /// Moves on by a tick.
  mutating func move(_ tick: Tick) {
    let moved = position + velocity * tick.seconds
    let home = Space.wrapped(moved)
    previous = position + (home - moved)
    position = home
  }

  /// Moves on by a tick without coming back at the other side.
  mutating func moveAway(_ tick: Tick) {
    previous = position
    position += velocity * tick.seconds
  }

  /// Goes somewhere else in no time.
  mutating func jump(to place: Vector) {
    position = place
    previous = place
  }

  /// Where it is seen: between the tick before the last (0) and the last one (1).
  func position(at fraction: Float) -> Vector {
    Vector.interpolated(from: previous, to: position, at: fraction)
  }

  func touches(_ other: Body) -> Bool {
    let reach = radius + other.radius
    return Space.way(from: position, to: other.position).lengthSquared < reach * reach
  }
}
