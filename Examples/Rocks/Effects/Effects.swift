import SwiftGameLoop

/// What is only to be looked at: fire, sparks, waves, numbers that rise. Nothing here changes the game.
struct Effects {
  private(set) var fire: Particles
  private(set) var sparks: Particles
  private(set) var exhaust: Particles
  private(set) var dust: Particles
  private(set) var rings = Pool<Ring>(capacity: 32)
  private(set) var popUps = Pool<PopUp>(capacity: 32)
  private(set) var shake = Shake(strength: 7, calming: 1.6)

  init(random: inout SeededRandom) {
    fire = Particles(capacity: 32, settings: .fire, seed: random.next())
    sparks = Particles(capacity: 400, settings: .sparks, seed: random.next())
    exhaust = Particles(capacity: 40, settings: .exhaust, seed: random.next())
    dust = Particles(capacity: 200, settings: .dust, seed: random.next())
  }

  mutating func step(after world: World, _ tick: Tick) {
    fire.update(tick)
    sparks.update(tick)
    exhaust.update(tick)
    dust.update(tick)
    rings.removeAll { $0.radius.update(tick) }
    popUps.removeAll { $0.place.update(tick) }
    shake.update(tick)

    for event in world.events { show(event) }
    if let ship = world.ship, ship.isThrusting { blowExhaust(of: ship) }
  }

  private mutating func show(_ event: FlightEvent) {
    switch event {
    case .rockBroken(let rock, let points): show(rock, brokenFor: points)
    case .saucerDestroyed(let saucer, let points): show(saucer, destroyedFor: points)
    case .shipDestroyed(let body): showEnd(of: body)
    case .shipReturned(let place):
      rings.insert(Ring(at: place, color: Palette.cyan, widest: 46))
    case .shipJumped(let start, let end):
      rings.insert(Ring(at: start, color: Palette.violet, widest: 40))
      rings.insert(Ring(at: end, color: Palette.cyan, widest: 40))
      burstSparks(14, at: start, speed: 90, color: Palette.violet)
    case .extraLife:
      popUps.insert(PopUp("EXTRA SHIP", at: Space.center - Vector(0, 60), color: Palette.cyan))
    case .shotFired, .saucerAppeared, .waveBegan, .heartbeat, .gameOver: break
    }
  }

  private mutating func show(_ rock: Rock, brokenFor points: Int) {
    let (place, radius) = (rock.body.position, rock.body.radius)
    burstFire(at: place, velocity: rock.body.velocity * 0.5, radius: radius * 1.23)
    dust.burst(
      4 + Int(radius / 2), at: place, velocity: rock.body.velocity * 0.6,
      speed: 0...30 + radius * 2)
    burstSparks(6, at: place, speed: 140, color: Palette.amber)
    if rock.size == .large {
      rings.insert(Ring(at: place, color: Palette.amber, widest: 52))
      shake.add(0.35)
    }
    if points > 0 { popUps.insert(PopUp("\(points)", at: place, color: Palette.amber)) }
  }

  private mutating func show(_ saucer: Saucer, destroyedFor points: Int) {
    let place = saucer.body.position
    burstFire(at: place, velocity: saucer.body.velocity * 0.3, radius: 29)
    rings.insert(Ring(at: place, color: Palette.magenta, widest: 80))
    burstSparks(34, at: place, speed: 190, color: Palette.magenta)
    popUps.insert(PopUp("\(points)", at: place, color: Palette.magenta))
    shake.add(0.6)
  }

  private mutating func showEnd(of ship: Body) {
    let place = ship.position
    burstFire(at: place, velocity: ship.velocity * 0.2, radius: 40)
    rings.insert(Ring(at: place, color: Palette.cyan, widest: 130))
    rings.insert(Ring(at: place, color: Palette.orange, widest: 70))
    burstSparks(40, at: place, speed: 210, color: Palette.cyan)
    burstSparks(30, at: place, speed: 130, color: Palette.orange)
    shake.add(1)
  }

  private mutating func burstFire(at place: Vector, velocity: Vector, radius: Float) {
    fire.burst(1, at: place, velocity: velocity, size: radius * 2...radius * 2)
  }

  private mutating func burstSparks(_ count: Int, at place: Vector, speed: Float, color: Color) {
    sparks.burst(count, at: place, speed: speed * 0.15...speed, tint: color)
  }

  /// By hand and not at a rate: to a nozzle that jumps over the edge of space no trail leads.
  private mutating func blowExhaust(of ship: Ship) {
    let back = ship.heading + .turns(0.5)
    exhaust.settings.direction = back
    exhaust.burst(1, at: ship.body.position + .pointing(back) * 10, velocity: ship.body.velocity)
  }
}

extension ParticleSettings {
  /// A ball of fire, smoke at last.
  fileprivate static let fire = ParticleSettings(lifetime: 0.8...0.8, speed: 0...0)

  fileprivate static let sparks = {
    var settings = ParticleSettings(lifetime: 0.3...0.87, speed: 0...0)
    settings.drag = 1.2
    settings.colors = ColorRamp(.white, .clear)
    return settings
  }()

  /// What an engine blows out.
  fileprivate static let exhaust = {
    var settings = ParticleSettings(lifetime: 0.13...0.37, speed: 60...130)
    settings.spread = .degrees(28)
    settings.drag = 1.2
    settings.colors = ColorRamp(Palette.amber, Palette.orange, Palette.orange.faded(to: 0))
    return settings
  }()

  fileprivate static let dust = {
    var settings = ParticleSettings(lifetime: 0.3...0.87, speed: 0...0)
    settings.drag = 1.2
    settings.colors = ColorRamp(.white, .white, .clear)
    return settings
  }()
}
