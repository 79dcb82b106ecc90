import SwiftGameLoop

/// A bolt of light that flies straight until it hits or fades.
struct Shot: Equatable {
  enum Gunner { case ship, saucer }

  let gunner: Gunner
  var body: Body
  private var life: Countdown

  /// Of a ship's shot, beside what the ship's own speed adds.
  static let speed: Float = 340
  static let lifetime = Duration.milliseconds(800)
  static let saucerSpeed: Float = 170
  /// A ship has no more than this under way.
  static let mostOfShip = 5

  init(from gunner: Gunner, at position: Vector, velocity: Vector) {
    self.gunner = gunner
    body = Body(at: position, velocity: velocity, radius: 2)
    life = Countdown(gunner == .ship ? Self.lifetime : .seconds(2))
  }

  var isSpent: Bool { life.isOver }

  mutating func fly(_ tick: Tick) {
    life.update(tick)
    body.move(tick)
  }

  /// The shot has hit: it is taken out at the end of the tick.
  mutating func spend() { life = .over }
}
