import SwiftGameLoop
import Testing

@testable import Rocks

@Suite struct `The effects` {
  private func effects() -> Effects {
    var random = SeededRandom(seed: 1)
    return Effects(random: &random)
  }

  @Test func `never hold more specks than they have room for`() {
    var world = World(seed: 1)
    var effects = effects()
    let ship = Body(at: .zero, velocity: .zero, radius: 8)
    world.events = Array(repeating: .shipDestroyed(ship), count: 50)
    effects.step(after: world, .sixtieth)
    #expect(effects.sparks.count == effects.sparks.capacity)
    #expect(effects.fire.count == effects.fire.capacity)
    #expect(effects.rings.count == effects.rings.capacity)
    world.events = []
    for _ in 0..<60 { effects.step(after: world, .sixtieth) }
    #expect(effects.sparks.isOver && effects.fire.isOver && effects.rings.isEmpty)
  }

  @Test func `show what broke, and are over soon`() {
    var world = World(seed: 1)
    var effects = effects()
    let rock = Rock(.large, at: .zero, towards: .zero, pace: 1, random: &world.random)
    world.events = [.rockBroken(rock, points: 20)]
    effects.step(after: world, .sixtieth)
    #expect(effects.fire.count == 1)
    #expect(effects.dust.count > 4 && effects.sparks.count == 6 && effects.rings.count == 1)
    #expect(effects.shake.trauma > 0)
    #expect(effects.popUps.map(\.text) == ["20"])

    world.events = []
    for _ in 0..<120 { effects.step(after: world, .sixtieth) }
    #expect(effects.fire.isOver && effects.dust.isOver && effects.sparks.isOver)
    #expect(effects.rings.isEmpty && effects.popUps.isEmpty)
    #expect(effects.shake.offset == .zero)
  }

  @Test func `leave the game as it is`() {
    var world = World(seed: 9)
    var flight = Flight(world)
    for _ in 0..<600 {
      let controls = Controls(turn: 1, isThrusting: true, isShooting: true)
      flight.step(controls, .sixtieth)
      world.step(controls)
    }
    #expect(flight.world == world)
  }
}
