import SwiftGameLoop

/// How much each rule of flocking counts; 1 is as usual.
nonisolated struct FlockRules: Sendable, Equatable {
  /// Fly to where the neighbours are.
  var cohesion: Float = 1
  /// Fly as the neighbours do.
  var alignment: Float = 1
  /// Keep away from those that are too near.
  var separation: Float = 1

  /// How fast they like to fly, in units a second.
  static let cruise: Float = 110
  static let slowest: Float = 60
  static let fastest: Float = 300
  /// How much they can change their velocity in a second.
  static let strongest: Float = 900
  /// How far from the edge of the field they turn.
  static let margin: Float = 90
}

/// What boids flee from, or come to: circles in which they notice it.
nonisolated struct Disturbances: Sendable {
  var hawk = Disturbance.none
  var pointer = Disturbance.none

  init(hawk: Vector?, pointer: Vector?, isCalling: Bool) {
    if let hawk { self.hawk = Disturbance(center: hawk, radius: 110, push: 1500) }
    guard let pointer else { return }
    self.pointer =
      isCalling
      ? Disturbance(center: pointer, radius: 420, push: -420)
      : Disturbance(center: pointer, radius: 120, push: 1500)
  }
}

nonisolated struct Disturbance: Sendable {
  let center: Vector
  let radius: Float
  /// The change of velocity in a second that it causes at most: away from it, or below 0 to it.
  let push: Float

  static let none = Disturbance(center: Vector(-1e6, -1e6), radius: 1, push: 0)

  @inline(__always)
  func pushes(_ position: Vector) -> Vector {
    let way = position - center
    let distance = way.lengthSquared
    guard distance < radius * radius && distance > 0 else { return .zero }
    let length = distance.squareRoot()
    return way * (push * (1 - length / radius) / length)
  }
}
