import CSDL2
import GameLoop
import Glibc
import TestSupport
import Testing

@testable import Rocks
@testable import SDLPlatform

extension WindowHostTests {
  /// A whole game in a window, with virtual gamepads of SDL's, on its dummy drivers.
  @Suite("Rocks with a gamepad")
  struct GamepadPlayTests {
    private let folder = TemporaryFolder()
    private let loop: FrameLoop<Rocks>

    init() throws {
      setenv("SDL_VIDEODRIVER", "dummy", 1)
      setenv("SDL_AUDIODRIVER", "dummy", 1)
      SDL_SetHint(SDL_HINT_JOYSTICK_ALLOW_BACKGROUND_EVENTS, "1")
      loop = try FrameLoop<Rocks>(
        host: WindowHost(settings: Rocks.settings),
        configuration: .stepped(
          rate: Rocks.settings.tickRate, seed: 1,
          assets: AssetFolder(besideSource: Rocks.settings.source),
          saves: SaveFolder(path: folder.path)))
      run(3)
    }

    private func run(_ frames: Int) {
      for _ in 0..<frames { loop.runFrame() }
    }

    private func run(until isThere: () -> Bool) {
      for _ in 0..<200 where !isThere() { loop.runFrame() }
    }

    private var isSettled: Bool { !loop.game.scenes.isInTransition }

    private var world: World {
      get throws { try #require(loop.game.scenes.top as? Play).flight.world }
    }

    private var ship: Ship {
      get throws { try #require(try world.ship) }
    }

    private func tap(_ button: GamepadButton, of pad: VirtualPad) {
      pad.set(button, isDown: true)
      run(1)
      pad.set(button, isDown: false)
      run(1)
    }

    /// Turns to the left and shoots, with the trigger pulled for thrust.
    private func holdEverything(of pad: VirtualPad) {
      pad.set(SDL_CONTROLLER_AXIS_LEFTX, to: -32768)
      pad.set(SDL_CONTROLLER_AXIS_TRIGGERRIGHT, to: 32767)
      pad.set(.south, isDown: true)
    }

    @Test func `that is unplugged in the middle of play lets go of all, and comes back`() throws {
      let pad = try VirtualPad()
      run { loop.game.scenes.top is Title && isSettled }
      run(1)
      tap(.start, of: pad)
      run { loop.game.scenes.top is Play && isSettled }
      run(1)
      holdEverything(of: pad)
      run(20)
      #expect(try ship.heading < .degrees(-30))
      #expect(try ship.isThrusting)
      #expect(try !world.shots.isEmpty)

      pad.unplug()
      // What turns comes to rest, and what was shot is gone.
      run(120)
      let heading = try ship.heading
      #expect(try world.shots.isEmpty)
      #expect(try !ship.isThrusting)
      run(30)
      #expect(try ship.heading == heading)
      #expect(try world.shots.isEmpty)
      #expect(loop.context.input.gamepads.isEmpty)

      let again = try VirtualPad()
      run(2)
      #expect(try ship.heading == heading, "nothing of before is held")
      #expect(try !ship.isThrusting)
      holdEverything(of: again)
      run(20)
      #expect(try ship.heading < heading)
      #expect(try ship.isThrusting)
      #expect(try !world.shots.isEmpty)
      again.unplug()
      loop.end()
    }
  }
}
