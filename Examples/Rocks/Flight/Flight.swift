import SwiftGameLoop

/// A world, what is to be seen in it, and who flies.
struct Flight {
  enum Pilot {
    case player
    case demo(DemoPlayer)
    /// Rocks drift, nobody flies.
    case nobody
  }

  private(set) var world: World
  private(set) var effects: Effects
  private var pilot: Pilot

  init(_ pilot: Pilot, random: inout SeededRandom) {
    self.pilot = pilot
    effects = Effects(seed: random.next())
    if case .nobody = pilot {
      world = .drifting(seed: random.next())
    } else {
      world = World(seed: random.next())
    }
  }

  /// Moves on by a tick.
  ///
  /// - Parameter controls: what the player wants, if it is the player who flies.
  mutating func step(_ controls: Controls) {
    world.step(pilotControls(controls))
    effects.step(after: world)
  }

  private mutating func pilotControls(_ controls: Controls) -> Controls {
    switch pilot {
    case .player:
      return controls
    case .nobody:
      return .none
    case .demo(var player):
      let controls = player.controls(for: world)
      pilot = .demo(player)
      return controls
    }
  }
}
