import SwiftGameLoop
import Testing

@testable import Rocks

@Suite struct `The world` {
  /// A world with nothing in it but the ship, without its shield.
  private func emptyWorld(seed: UInt64 = 1) -> World {
    var world = World(seed: seed)
    world.wave = Wave(number: 1)
    world.ship = Ship(at: Space.center, shieldedFor: .zero)
    return world
  }

  private func rock(_ size: Rock.Size, at place: Vector, _ world: inout World) -> Rock {
    var rock = Rock(size, at: place, towards: .zero, pace: 1, random: &world.random)
    rock.body.velocity = .zero
    return rock
  }

  private func shot(at place: Vector) -> Shot { Shot(from: .ship, at: place, velocity: .zero) }

  @Test(arguments: [(Rock.Size.large, 20), (.medium, 50), (.small, 100)])
  func `a rock that is shot breaks in two, but the smallest to nothing`(
    size: Rock.Size, points: Int
  ) {
    var world = emptyWorld()
    let place = Vector(100, 100)
    // Another, far away, so that the wave is not over.
    let rocks = [rock(size, at: place, &world), rock(.large, at: Vector(600, 300), &world)]
    world.rocks = rocks
    world.shots = [shot(at: place)]
    world.step(.none)
    #expect(world.score == points)
    #expect(world.shots.isEmpty)
    #expect(world.rocks.count == (size == .small ? 1 : 3))
    #expect(world.rocks.dropFirst().allSatisfy { $0.size == size.smaller })
    #expect(world.events.contains(.rockBroken(world.brokenRock!, points: points)))
  }

  @Test func `a shot hits a rock over the edge`() {
    var world = emptyWorld()
    world.rocks = [rock(.large, at: Vector(2, 180), &world)]
    world.shots = [shot(at: Vector(630, 180))]
    world.step(.none)
    #expect(world.score == 20)
  }

  @Test func `what leaves space comes back at the other side`() {
    var body = Body(at: Vector(639, 1), velocity: Vector(120, -120), radius: 1)
    body.move(.sixtieth)
    #expect(Space.distance(body.position, Vector(1, 359)) < 0.01)
    // It is seen going over the edge, not across the screen.
    #expect(body.position(at: 0) == Vector(-1, 361))
  }

  @Test func `a ship has five shots under way and no more`() {
    var world = emptyWorld()
    for _ in 0..<47 { world.step(Controls(isShooting: true)) }
    #expect(world.shots.count == 5)
  }

  @Test func `a rock takes the ship with it`() {
    var world = emptyWorld()
    world.rocks = [rock(.large, at: Space.center, &world)]
    world.step(.none)
    #expect(world.ship == nil)
    #expect(world.lives == World.livesAtFirst - 1)
    #expect(world.rocks.count == 2)
  }

  @Test func `a shield lets everything through`() {
    var world = emptyWorld()
    world.ship = Ship(at: Space.center, shieldedFor: .seconds(1))
    world.rocks = [rock(.large, at: Space.center, &world)]
    world.step(.none)
    #expect(world.ship != nil)
  }

  @Test func `the next ship waits until the middle is safe`() {
    var world = emptyWorld()
    let ship = world.ship!
    world.rocks = [rock(.large, at: Space.center, &world)]
    world.loseShip(ship)
    for _ in 0..<600 { world.step(.none) }
    #expect(world.ship == nil)

    world.rocks = [rock(.large, at: Vector(20, 20), &world)]
    world.step(.none)
    #expect(world.ship?.isShielded == true)
    #expect(world.events.contains(.shipReturned(at: Space.center)))
  }

  @Test func `the last ship lost is the game over`() {
    var world = emptyWorld()
    let ship = world.ship!
    for _ in 0..<World.livesAtFirst { world.loseShip(ship) }
    #expect(world.isOver)
    #expect(world.events.last == .gameOver)
  }

  @Test func `ten thousand points bring a life`() {
    var world = emptyWorld()
    world.add(points: 9_999)
    #expect(world.lives == World.livesAtFirst)
    world.add(points: 1)
    #expect(world.lives == World.livesAtFirst + 1)
    #expect(world.events.last == .extraLife)
  }

  @Test(arguments: [(1, 4), (2, 5), (8, 11), (9, 11), (40, 11)])
  func `waves have more rocks, up to a limit`(number: Int, rocks: Int) {
    #expect(Wave(number: number).rocks == rocks)
    #expect(Wave(number: number + 1).pace >= Wave(number: number).pace)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `rocks appear far from the ship`(seed: UInt64) throws {
    var world = World(seed: seed)
    while world.rocks.isEmpty { world.step(Controls(turn: 0.3, isThrusting: true)) }
    let ship = try #require(world.ship)
    for rock in world.rocks {
      #expect(
        Space.distance(rock.body.position, ship.body.position) >= World.spawnDistance)
    }
  }

  @Test func `a wave that is cleared is followed by the next`() {
    var world = emptyWorld()
    world.step(.none)
    #expect(world.wave.number == 2)
    #expect(world.events == [.waveBegan(2)])
    for _ in 0..<120 { world.step(.none) }
    #expect(world.rocks.count == 5)
  }

  @Test func `saucers come from the second wave on, shoot, and leave`() {
    var world = emptyWorld()
    world.wave = Wave(number: 2)
    var kinds: [FlightEvent] = []
    var shots = 0
    for _ in 0..<60 * 90 {
      // Always one rock out of reach, and a ship that nothing hits.
      world.rocks = [rock(.large, at: Vector(1, 1), &world)]
      world.ship = Ship(at: Space.center, shieldedFor: .seconds(1))
      world.step(.none)
      for event in world.events {
        switch event {
        case .saucerAppeared: kinds.append(event)
        case .shotFired(.saucer, _): shots += 1
        default: break
        }
      }
    }
    #expect(kinds.count >= 3)
    #expect(shots >= 3)
  }

  @Test func `a jump leads to an empty place, and needs time to charge`() throws {
    var world = emptyWorld()
    world.rocks = [rock(.large, at: Vector(320, 140), &world)]
    world.step(Controls(isJumping: true))
    let place = try #require(world.ship).body.position
    #expect(world.clearance(at: place) > 100)
    world.step(Controls(isJumping: true))
    #expect(world.ship?.body.position == place)
  }

  @Test func `the heart beats faster when less is left`() {
    func beats(_ sizes: [Rock.Size]) -> Int {
      var world = emptyWorld()
      world.ship = nil
      world.untilReturn.restart(.seconds(100))
      world.rocks = sizes.map { rock($0, at: .zero, &world) }
      var beats = 0
      for _ in 0..<600 {
        world.step(.none)
        for case .heartbeat in world.events { beats += 1 }
      }
      return beats
    }
    #expect(beats([.small]) > beats([.large, .large, .large, .large]))
  }

  @Test func `the same seed and controls make the same game`() {
    var worlds = [World(seed: 5), World(seed: 5), World(seed: 6)]
    for index in worlds.indices {
      for tick in 0..<1800 {
        let controls = Controls(
          turn: tick % 200 < 50 ? 1 : 0, isThrusting: tick % 90 < 20, isShooting: tick % 3 == 0)
        worlds[index].step(controls)
      }
    }
    #expect(worlds[0] == worlds[1])
    #expect(worlds[0] != worlds[2])
  }
}

extension World {
  /// The rock that broke in the last tick.
  fileprivate var brokenRock: Rock? {
    for case .rockBroken(let rock, _) in events { return rock }
    return nil
  }
}
