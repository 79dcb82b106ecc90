import SwiftGameLoop

/// What hits what, in an order that is part of the rules: shots first, so that a shot saves the ship.
extension World {
  mutating func collide() {
    for index in shots.indices where hits(shots[index]) { shots[index].spend() }
    guard let ship, !ship.isShielded else { return }
    if let shot = shots.firstIndex(where: { hits($0, ship) }) {
      shots[shot].spend()
      loseShip(ship)
    } else if let rock = rocks.firstIndex(where: { $0.body.touches(ship.body) }) {
      breakRock(at: rock, byPlayer: true)
      loseShip(ship)
    } else if let saucer, saucer.isInside, saucer.body.touches(ship.body) {
      destroy(saucer)
      loseShip(ship)
    }
  }

  private func hits(_ shot: Shot, _ ship: Ship) -> Bool {
    shot.gunner == .saucer && !shot.isSpent && shot.body.touches(ship.body)
  }

  /// - Returns: whether the shot has hit a rock or the saucer.
  private mutating func hits(_ shot: Shot) -> Bool {
    if let rock = rocks.firstIndex(where: { $0.body.touches(shot.body) }) {
      breakRock(at: rock, byPlayer: shot.gunner == .ship)
      return true
    }
    if let saucer, shot.gunner == .ship, saucer.isInside, saucer.body.touches(shot.body) {
      destroy(saucer)
      return true
    }
    return false
  }

  private mutating func breakRock(at index: Int, byPlayer: Bool) {
    let rock = rocks.remove(at: index)
    rocks += rock.halves(pace: wave.pace, random: &random)
    let points = byPlayer ? rock.size.points : 0
    events.append(.rockBroken(rock, points: points))
    add(points: points)
  }

  private mutating func destroy(_ saucer: Saucer) {
    self.saucer = nil
    events.append(.saucerDestroyed(saucer, points: saucer.kind.points))
    add(points: saucer.kind.points)
  }
}
