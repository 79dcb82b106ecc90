import SwiftGameLoop

/// What is only to be looked at: fire, sparks, waves, numbers that rise. It has random numbers of its own,
/// so that nothing here changes the game.
struct Effects {
  private(set) var particles = Particles()
  private(set) var explosions: [Explosion] = []
  private(set) var rings: [Ring] = []
  private(set) var popUps: [PopUp] = []
  private(set) var shake = Shake()
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  mutating func step(after world: World) {
    particles.step()
    for index in explosions.indices { explosions[index].step() }
    for index in rings.indices { rings[index].step() }
    for index in popUps.indices { popUps[index].step() }
    explosions.removeAll { $0.isOver }
    rings.removeAll { $0.isOver }
    popUps.removeAll { $0.isOver }
    shake.step(random: &random)

    for event in world.events { show(event) }
    if let ship = world.ship, ship.isThrusting { particles.exhaust(of: ship, random: &random) }
  }

  private mutating func show(_ event: FlightEvent) {
    switch event {
    case .rockBroken(let rock, let points): show(rock, brokenFor: points)
    case .saucerDestroyed(let saucer, let points): show(saucer, destroyedFor: points)
    case .shipDestroyed(let body): showEnd(of: body)
    case .shipReturned(let place):
      rings.append(Ring(at: place, color: Palette.cyan, widest: 46))
    case .shipJumped(let start, let end):
      rings.append(Ring(at: start, color: Palette.violet, widest: 40))
      rings.append(Ring(at: end, color: Palette.cyan, widest: 40))
      burst(14, at: start, speed: 90, color: Palette.violet)
    case .extraLife:
      let place = Space.center - Vector(0, 60)
      popUps.append(PopUp("EXTRA SHIP", at: place, color: Palette.cyan))
    case .shotFired, .saucerAppeared, .waveBegan, .heartbeat, .gameOver: break
    }
  }

  private mutating func show(_ rock: Rock, brokenFor points: Int) {
    let (place, radius) = (rock.body.position, rock.body.radius)
    explosions.append(
      Explosion(at: place, moving: rock.body.velocity * 0.5, scale: radius / 26))
    particles.burst(
      4 + Int(radius / 2), of: .dust, at: place, moving: rock.body.velocity * 0.6,
      speed: 30 + radius * 2, color: .white, random: &random)
    burst(6, at: place, speed: 140, color: Palette.amber)
    if rock.size == .large {
      rings.append(Ring(at: place, color: Palette.amber, widest: 52))
      shake.add(1.5)
    }
    if points > 0 { popUps.append(PopUp("\(points)", at: place, color: Palette.amber)) }
  }

  private mutating func show(_ saucer: Saucer, destroyedFor points: Int) {
    let place = saucer.body.position
    explosions.append(Explosion(at: place, moving: saucer.body.velocity * 0.3, scale: 0.9))
    rings.append(Ring(at: place, color: Palette.magenta, widest: 80))
    burst(34, at: place, speed: 190, color: Palette.magenta)
    popUps.append(PopUp("\(points)", at: place, color: Palette.magenta))
    shake.add(3)
  }

  private mutating func showEnd(of body: Body) {
    explosions.append(Explosion(at: body.position, moving: body.velocity * 0.2, scale: 1.25))
    rings.append(Ring(at: body.position, color: Palette.cyan, widest: 130))
    rings.append(Ring(at: body.position, color: Palette.orange, widest: 70))
    burst(40, at: body.position, speed: 210, color: Palette.cyan)
    burst(30, at: body.position, speed: 130, color: Palette.orange)
    shake.add(6)
  }

  private mutating func burst(_ count: Int, at place: Vector, speed: Float, color: Color) {
    particles.burst(
      count, of: .spark, at: place, moving: .zero, speed: speed, color: color, random: &random)
  }
}
