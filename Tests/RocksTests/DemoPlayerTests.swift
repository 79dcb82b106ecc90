import SwiftGameLoop
import Testing

@testable import Rocks

@Suite struct `The demo player` {
  /// Two minutes.
  private static let ticks = 7200

  private func play(seed: UInt64) -> (world: World, ticks: Int) {
    var world = World(seed: seed)
    var player = DemoPlayer()
    for tick in 0..<Self.ticks {
      world.step(player.controls(for: world, .sixtieth))
      if world.isOver { return (world, tick) }
    }
    return (world, Self.ticks)
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `clears two waves, whatever comes`(seed: UInt64) {
    let (world, ticks) = play(seed: seed)
    #expect(world.wave.number >= 3, "seed \(seed): \(world.score) points in \(ticks) ticks")
  }

  @Test func `flies round a rock that comes at it`() {
    var world = World(seed: 1)
    world.ship = Ship(at: Space.center, shieldedFor: .zero)
    var rock = Rock(
      .large, at: Space.center - Vector(120, 0), towards: .turns(0.25), pace: 1,
      random: &world.random)
    rock.body.velocity = Vector(90, 0)
    world.rocks = [rock]
    var player = DemoPlayer()
    for _ in 0..<180 {
      var controls = player.controls(for: world, .sixtieth)
      controls.isShooting = false
      world.step(controls)
    }
    #expect(world.lives == World.livesAtFirst)
  }
}
