import SwiftGameLoop

/// A world, and what is to be seen in it.
struct Flight {
  private(set) var world: World
  private(set) var effects: Effects
  private(set) var backdrop = Backdrop()

  init(_ world: World) {
    self.world = world
    // Of a copy of the world's random numbers: what is to be seen changes nothing in the world.
    var random = world.random
    effects = Effects(random: &random)
  }

  /// Moves on by a tick.
  mutating func step(_ controls: Controls, _ tick: Tick) {
    world.step(controls, tick)
    effects.step(after: world, tick)
    backdrop.step(with: world.ship, tick)
  }
}
