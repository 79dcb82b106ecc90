import SwiftGameLoop

/// A visitor that crosses space once and shoots: the large one anywhere, the small one at the ship.
/// Rocks do not harm it: it flies above them.
struct Saucer: Equatable {
  enum Kind: CaseIterable {
    case large, small

    var points: Int { self == .large ? 200 : 1000 }
    var radius: Float { self == .large ? 14 : 9 }
    var speed: Float { self == .large ? 72 : 96 }
    var timeBetweenShots: Duration { self == .large ? .milliseconds(1200) : .milliseconds(1000) }
  }

  let kind: Kind
  var body: Body
  private var gun: Countdown
  private var course = Countdown.over
  private(set) var look = AnimationPlayer(Animation(frames: 0..<8, rate: 12))

  init(_ kind: Kind, random: inout SeededRandom) {
    self.kind = kind
    let comesFromLeft = random.chance(0.5)
    let place = Vector(
      comesFromLeft ? -20 : Space.size.x + 20, random.float(0.12...0.88) * Space.size.y)
    let velocity = Vector(comesFromLeft ? kind.speed : -kind.speed, 0)
    body = Body(at: place, velocity: velocity, radius: kind.radius)
    gun = Countdown(kind.timeBetweenShots)
  }

  /// Whether it has crossed space and is out of sight.
  var isGone: Bool {
    body.velocity.x > 0 ? body.position.x > Space.size.x + 20 : body.position.x < -20
  }

  /// Out of sight nothing hits it.
  var isInside: Bool { Space.bounds.contains(body.position) }

  mutating func fly(_ tick: Tick, random: inout SeededRandom) {
    look.update(tick)
    course.update(tick)
    if course.isOver {
      course.restart(.milliseconds(random.int(700...1600)))
      body.velocity.y = Float(random.int(-1...1)) * 0.6 * kind.speed
    }
    stayBetweenTopAndBottom()
    body.moveAway(tick)
  }

  private mutating func stayBetweenTopAndBottom() {
    if body.position.y < 30 { body.velocity.y = abs(body.velocity.y) }
    if body.position.y > Space.size.y - 30 { body.velocity.y = -abs(body.velocity.y) }
  }

  /// - Parameters:
  ///   - target: what the small saucer shoots at.
  ///   - error: how far beside it a shot may go.
  mutating func shoot(
    at target: Body?, error: Angle, _ tick: Tick, random: inout SeededRandom
  ) -> Shot? {
    gun.update(tick)
    guard gun.isOver, isInside else { return nil }
    gun.restart()
    let direction: Angle
    if kind == .small, let target {
      direction = aim(at: target) + error * random.float(-1...1)
    } else {
      direction = random.angle()
    }
    return Shot(
      from: .saucer, at: body.position, velocity: .pointing(direction) * Shot.saucerSpeed)
  }

  private func aim(at target: Body) -> Angle {
    let way = Space.way(from: body.position, to: target.position)
    return (way + target.velocity * (way.length / Shot.saucerSpeed)).angle
  }
}
