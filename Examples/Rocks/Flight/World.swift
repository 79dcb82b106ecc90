import SwiftGameLoop

/// A game of Rocks as rules know it: no picture, no sound, no clock. The same seed and the same
/// controls make the same game.
struct World: Equatable {
  var ship: Ship?
  var rocks: [Rock] = []
  var shots: [Shot] = []
  var saucer: Saucer?

  private(set) var score = 0
  /// The ship that flies, and those that wait.
  var lives: Int
  var wave = Wave(number: 0)
  /// Runs before a wave's rocks appear.
  var announcement = Countdown.over
  var untilReturn = Countdown.over
  var untilSaucer = Countdown.over
  var heart = Heart()

  /// What happened in the last tick, in order.
  var events: [FlightEvent] = []
  var random: SeededRandom

  static let livesAtFirst = 3
  static let pointsForLife = 10_000
  private static let clearanceToReturn: Float = 50

  /// A new game: with its first tick the first wave is announced.
  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
    lives = Self.livesAtFirst
    ship = Ship(at: Space.center, shieldedFor: .seconds(3))
  }

  /// Rocks that drift, and nobody among them.
  static func drifting(seed: UInt64) -> World {
    var world = World(seed: seed)
    world.lives = 0
    world.ship = nil
    for size in [Rock.Size.large, .large, .large, .medium, .medium, .medium, .small, .small] {
      world.addRock(size)
    }
    return world
  }

  var isOver: Bool { lives == 0 }

  /// Moves the game on by a tick.
  mutating func step(_ controls: Controls, _ tick: Tick) {
    events.removeAll(keepingCapacity: true)
    flyShip(controls, tick)
    for index in rocks.indices { rocks[index].drift(tick) }
    for index in shots.indices { shots[index].fly(tick) }
    flySaucer(tick)
    collide()
    shots.removeAll { $0.isSpent }
    returnShip(tick)
    stepWave(tick)
    if !isOver, let isHigh = heart.beat(for: rocks, tick) {
      events.append(.heartbeat(isHigh: isHigh))
    }
  }

  /// Every so many points bring a life.
  mutating func add(points: Int) {
    let lives = score / Self.pointsForLife
    score += points
    guard score / Self.pointsForLife > lives, !isOver else { return }
    self.lives += 1
    events.append(.extraLife)
  }

  // MARK: The ship

  private mutating func flyShip(_ controls: Controls, _ tick: Tick) {
    guard var ship else { return }
    ship.fly(controls, tick)
    let underWay = shots.count { $0.gunner == .ship }
    if controls.isShooting, underWay < Shot.mostOfShip, let shot = ship.shoot() {
      shots.append(shot)
      events.append(.shotFired(.ship, at: ship.nose))
    }
    if controls.isJumping, ship.jumpDrive.use() {
      let start = ship.body.position
      ship.jump(to: emptiestPlace())
      events.append(.shipJumped(from: start, to: ship.body.position))
    }
    self.ship = ship
  }

  mutating func loseShip(_ ship: Ship) {
    self.ship = nil
    lives -= 1
    events.append(.shipDestroyed(ship.body))
    untilReturn.restart(.milliseconds(1800))
    if isOver { events.append(.gameOver) }
  }

  /// The next ship waits until the middle is safe.
  private mutating func returnShip(_ tick: Tick) {
    guard ship == nil, !isOver else { return }
    untilReturn.update(tick)
    guard untilReturn.isOver, clearance(at: Space.center) > Self.clearanceToReturn else { return }
    ship = Ship(at: Space.center, shieldedFor: .milliseconds(2500))
    events.append(.shipReturned(at: Space.center))
  }

  /// How far the nearest danger is from a place, edge to edge.
  func clearance(at place: Vector) -> Float {
    var nearest = Float.infinity
    for rock in rocks {
      nearest = min(nearest, Space.distance(place, rock.body.position) - rock.body.radius)
    }
    for shot in shots where shot.gunner == .saucer {
      nearest = min(nearest, Space.distance(place, shot.body.position))
    }
    if let saucer { nearest = min(nearest, Space.distance(place, saucer.body.position) - 20) }
    return nearest
  }

  private mutating func emptiestPlace() -> Vector {
    var best = (place: Space.center, clearance: -Float.infinity)
    for _ in 0..<12 {
      let place = random.point(in: Space.bounds)
      let clearance = clearance(at: place)
      if clearance > best.clearance { best = (place, clearance) }
    }
    return best.place
  }
}
