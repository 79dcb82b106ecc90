import GameLoop
import TaskQueues
import TestSupport
import Testing

@Suite("What the host tells")
struct HostNotificationTests {
  @Test func `reaches listeners in the completions phase of the same frame`() throws {
    let host = TestHost()
    let loop = try probeLoop(host)
    let (context, game) = (loop.context, loop.game)
    _ = context.gamepads.register(on: context.queue, onMainActor: { game.calls.append("\($0)") })
    _ = context.window.events.register(
      on: context.queue, onMainActor: { game.calls.append("\($0)") })
    host.events = [
      .input(.gamepadConnected(7, name: "Pad")), .resized(to: Vector(640, 360)),
    ]
    loop.runFrame()
    #expect(
      game.takeCalls() == [
        "connected(name: \"Pad\", player: 0)", "\(WindowEvent.resized(to: Vector(640, 360)))",
        "tick 0",
        "draw 0",
      ])
    loop.end()
  }

  @Test func `is a sequence that ends with the loop`() throws {
    let host = TestHost()
    let loop = try probeLoop(host)
    let (context, game) = (loop.context, loop.game)
    game.onUpdate = { [unowned game] tick in
      guard tick.number == 0 else { return }
      context.scope.task { [unowned game] in
        for await event in context.window.events.notifications(on: context.queue) {
          game.calls.append("\(event)")
        }
        game.calls.append("end")
      }
    }
    loop.runFrame()
    loop.runFrame()
    _ = game.takeCalls()
    host.events = [.focusChanged(hasFocus: false), .visibilityChanged(isVisible: true)]
    loop.runFrame()
    #expect(
      game.takeCalls() == [
        "no focus", "focusChanged(hasFocus: false)", "visibilityChanged(isVisible: true)",
        "tick 2", "draw 2",
      ])
    loop.end()
    #expect(game.takeCalls() == ["end"])
  }

  @Test func `is told to nobody after the end of the loop, which lets go of who listens`() throws {
    weak var held: ProbeGame?
    do {
      let loop = try probeLoop(TestHost())
      let (context, game) = (loop.context, loop.game)
      held = game
      _ = context.gamepads.register(on: context.queue, onMainActor: { game.calls.append("\($0)") })
      loop.end()
      context.gamepads.raise(.disconnected(player: 0))
      #expect(game.takeCalls() == [])
    }
    #expect(held == nil)
  }
}
