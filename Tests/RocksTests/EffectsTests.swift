import SwiftGameLoop
import Testing

@testable import Rocks

@Suite struct `The effects` {
  @Test func `never hold more specks than they have room for`() {
    var particles = Particles()
    var random = SeededRandom(seed: 1)
    for _ in 0..<50 {
      particles.burst(
        40, of: .spark, at: .zero, moving: .zero, speed: 100, color: .white, random: &random)
    }
    #expect(particles.all.count == Particles.most)
    for _ in 0..<60 { particles.step() }
    #expect(!particles.all.contains { $0.isAlive })
  }

  @Test func `show what broke, and are over soon`() {
    var world = World(seed: 1)
    var effects = Effects(seed: 1)
    let rock = Rock(.large, at: .zero, towards: .zero, pace: 1, random: &world.random)
    world.events = [.rockBroken(rock, points: 20)]
    effects.step(after: world)
    #expect(effects.explosions.count == 1)
    #expect(effects.popUps.map(\.text) == ["20"])

    world.events = []
    for _ in 0..<120 { effects.step(after: world) }
    #expect(effects.explosions.isEmpty && effects.rings.isEmpty && effects.popUps.isEmpty)
    #expect(effects.shake.offset == .zero)
  }

  @Test func `leave the game as it is`() {
    var random = SeededRandom(seed: 9)
    var flight = Flight(.player, random: &random)
    var world = flight.world
    for _ in 0..<600 {
      let controls = Controls(turn: 1, isThrusting: true, isShooting: true)
      flight.step(controls)
      world.step(controls)
    }
    #expect(flight.world == world)
  }
}
