import TaskQueues
import TestSupport
import Testing

@testable import GameLoop

extension Action {
  fileprivate static let jump: Action = "jump"
  fileprivate static let walk: Action = "walk"
  fileprivate static let move: Action = "move"
}

@Suite("Actions")
final class ActionsTests {
  let actions = Actions()
  var input = Input()

  init() {
    actions.bind(.jump, to: .key(.space), .mouse(.left), .gamepad(.south), .gamepad(.rightTrigger))
    actions.bind(.walk, negative: .key(.left), positive: .key(.right))
    actions.bind(.walk, to: .axis(.leftX))
    actions.bind(.move, to: .arrowKeys, .wasd, .stick(.left), .directionPad)
    input.bind(actions.table)
    input.take(.gamepadConnected(1, name: "Pad"))
  }

  private func tick(_ events: InputEvent...) -> ActionStates {
    for event in events { input.take(event) }
    let seen = input.beginTick().actions
    input.endTick()
    return seen
  }

  @Test(arguments: [
    (InputEvent.key(.space, isDown: true), InputEvent.key(.space, isDown: false)),
    (.mouseButton(.left, isDown: true), .mouseButton(.left, isDown: false)),
    (.gamepadButton(.south, isDown: true, pad: 1), .gamepadButton(.south, isDown: false, pad: 1)),
    (.gamepadAxis(.rightTrigger, 0.8, pad: 1), .gamepadAxis(.rightTrigger, 0, pad: 1)),
  ])
  func `are done with whatever they are bound to`(down: InputEvent, up: InputEvent) {
    let pressed = tick(down)
    #expect(pressed.wasPressed(.jump) && pressed.isHeld(.jump) && !pressed.wasReleased(.jump))
    let held = tick()
    #expect(!held.wasPressed(.jump) && held.isHeld(.jump))
    let released = tick(up)
    #expect(released.wasReleased(.jump) && !released.isHeld(.jump))
    #expect(!tick().wasReleased(.jump))
  }

  @Test func `are pressed once by two buttons that go down together`() {
    #expect(tick(.key(.space, isDown: true), .mouseButton(.left, isDown: true)).wasPressed(.jump))
    #expect(!tick().wasPressed(.jump))
  }

  @Test func `are held while any of their buttons is`() {
    _ = tick(.key(.space, isDown: true))
    let both = tick(.mouseButton(.left, isDown: true))
    #expect(!both.wasPressed(.jump) && both.isHeld(.jump))
    let one = tick(.key(.space, isDown: false))
    #expect(!one.wasReleased(.jump) && one.isHeld(.jump))
    #expect(tick(.mouseButton(.left, isDown: false)).wasReleased(.jump))
  }

  @Test func `are pressed and released between two ticks`() {
    let seen = tick(.key(.space, isDown: true), .key(.space, isDown: false))
    #expect(seen.wasPressed(.jump) && seen.isHeld(.jump) && seen.wasReleased(.jump))
    #expect(!tick().isHeld(.jump))
  }

  @Test func `are pressed anew after all was let go between two ticks`() {
    _ = tick(.key(.space, isDown: true))
    let seen = tick(.key(.space, isDown: false), .key(.space, isDown: true))
    #expect(seen.wasReleased(.jump) && seen.wasPressed(.jump) && seen.isHeld(.jump))
  }

  @Test func `have an axis of buttons and sticks`() {
    #expect(tick(.key(.left, isDown: true)).axis(.walk) == -1)
    #expect(tick(.key(.right, isDown: true)).axis(.walk) == 0)
    #expect(tick(.gamepadAxis(.leftX, 1, pad: 1)).axis(.walk) == 1)
    #expect(tick(.key(.left, isDown: false)).axis(.walk) == 1)
  }

  @Test func `have an axis that a short press moves for one tick`() {
    #expect(tick(.key(.right, isDown: true), .key(.right, isDown: false)).axis(.walk) == 1)
    #expect(tick().axis(.walk) == 0)
  }

  @Test func `have a direction no longer than one`() {
    let diagonal = tick(
      .key(.letter("w"), isDown: true), .gamepadButton(.right, isDown: true, pad: 1)
    )
    .direction(.move)
    #expect(abs(diagonal.length - 1) < 0.0001 && diagonal.x == -diagonal.y)
    let more = tick(.key(.right, isDown: true), .gamepadAxis(.leftX, 1, pad: 1)).direction(.move)
    #expect(abs(more.length - 1) < 0.0001)
  }

  @Test func `repeat after a while, in short intervals`() {
    var times = [tick(.key(.space, isDown: true)).repeats(.jump)]
    for _ in 1..<60 { times.append(tick().repeats(.jump)) }
    // 60 ticks a second: 400 ms are 24 ticks, 100 ms are 6.
    #expect(times.indices.filter { times[$0] } == [0, 24, 30, 36, 42, 48, 54])
    #expect(!tick(.key(.space, isDown: false)).repeats(.jump))
  }

  @Test func `repeat by the clock of the game, however long its ticks are`() {
    var input = Input(tickLength: .milliseconds(70))
    input.bind(actions.table)
    input.take(.key(.space, isDown: true))
    var times: [Bool] = []
    for _ in 0..<12 {
      times.append(input.beginTick().actions.repeats(.jump))
      input.endTick()
    }
    #expect(times.indices.filter { times[$0] } == [0, 6, 7, 9, 10, 11])
  }

  @Test func `are let go by a gamepad that goes`() {
    _ = tick(.gamepadButton(.south, isDown: true, pad: 1), .gamepadAxis(.leftX, 1, pad: 1))
    let gone = tick(.gamepadDisconnected(1))
    #expect(gone.wasReleased(.jump) && gone.axis(.walk) == 0)
  }

  @Test func `are told from each other by the gamepads they are done with`() {
    _ = tick(.gamepadConnected(2, name: "Other"))
    let seen = tick(.gamepadButton(.south, isDown: true, pad: 2), .gamepadAxis(.leftX, 1, pad: 2))
    #expect(seen.wasPressed(.jump))
    input.take(.key(.space, isDown: true))
    input.take(.gamepadButton(.south, isDown: false, pad: 2))
    let (first, second) = (input.actions(ofGamepad: 0), input.beginTick().actions(ofGamepad: 1))
    #expect(!first.isHeld(.jump) && first.axis(.walk) == 0)
    #expect(second.wasReleased(.jump) && !second.isHeld(.jump) && second.axis(.walk) == 1)
    #expect(!input.actions(ofGamepad: 5).isHeld(.jump))
  }

  @Test func `are bound anew for each gamepad`() {
    _ = tick(.gamepadButton(.north, isDown: true, pad: 1))
    actions[.jump] = [.gamepad(.north)]
    input.bind(actions.table)
    #expect(input.actions(ofGamepad: 0).isHeld(.jump))
  }

  @Test func `are bound anew without being pressed by it`() {
    _ = tick(.key(.enter, isDown: true), .key(.space, isDown: true))
    actions[.jump] = [.key(.enter)]
    input.bind(actions.table)
    let seen = tick()
    #expect(seen.isHeld(.jump) && !seen.wasPressed(.jump) && !seen.wasReleased(.jump))
    actions[.jump] = []
    input.bind(actions.table)
    #expect(tick().wasReleased(.jump))
  }

  @Test func `are told once if nobody has bound them, with what may be meant`() {
    let told = Log<String>()
    let actions = Actions(misnomers: Misnomers { told.append($0) })
    actions.bind(.jump, to: .key(.space))
    var input = Input()
    input.bind(actions.table)
    for _ in 0..<3 {
      #expect(!input.beginTick().actions.isHeld("jmup"))
      #expect(input.beginTick().actions.axis("xyzzy") == 0)
    }
    #expect(
      told.entries == [
        "The action \"jmup\" is bound to nothing: see `context.actions.bind`; did you mean \"jump\"?",
        "The action \"xyzzy\" is bound to nothing: see `context.actions.bind`",
      ])
  }

  @Test func `are seen by the ticks of a loop`() throws {
    let host = TestHost()
    let loop = try probeLoop(host)
    loop.context.actions.bind(.jump, to: .key(.space))
    var seen: [Int] = []
    loop.game.onUpdate = { if $0.actions.wasPressed(.jump) { seen.append($0.number) } }
    loop.runFrame()
    host.press(.space)
    loop.runFrame()
    loop.runFrame()
    #expect(seen == [1])
    loop.end()
  }

  @Test func `share a button if they do, and say so`() {
    actions.bind("fire", to: .key(.letter("a")))
    #expect(actions.actions(boundTo: .key(.letter("a"))) == [.move, "fire"])
    #expect(actions.actions(boundTo: .axis(.leftX)) == [.walk, .move])
    #expect(actions.actions(boundTo: .key(.escape)) == [])
  }
}
