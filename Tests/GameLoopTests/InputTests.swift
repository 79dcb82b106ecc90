import TestSupport
import Testing

@testable import GameLoop

@Suite("Input")
struct InputTests {
  private func input(_ events: InputEvent...) -> Input {
    var input = Input()
    for event in events { input.take(event) }
    return input
  }

  @Test func `a key is pressed for one tick, held until it goes up, and released for one tick`() {
    var input = input(.key(.space, isDown: true))
    #expect(input.wasPressed(.space) && input.isHeld(.space) && !input.wasReleased(.space))
    input.endTick()
    #expect(!input.wasPressed(.space) && input.isHeld(.space))
    input.take(.key(.space, isDown: false))
    #expect(input.wasReleased(.space) && !input.isHeld(.space))
    input.endTick()
    #expect(!input.wasReleased(.space))
  }

  @Test func `a press shorter than a frame is not lost`() {
    var input = input(.key(.space, isDown: true), .key(.space, isDown: false))
    #expect(input.wasPressed(.space) && input.isHeld(.space) && input.wasReleased(.space))
    input.endTick()
    #expect(!input.isHeld(.space))
  }

  @Test func `a key that is down and comes again is no second press`() {
    var input = input(.key(.up, isDown: true))
    input.endTick()
    input.take(.key(.up, isDown: true))
    #expect(!input.wasPressed(.up))
  }

  @Test func `losing the keyboard lets every key go`() {
    var input = input(.key(.up, isDown: true), .mouseButton(.left, isDown: true))
    input.endTick()
    input.take(.focusLost)
    #expect(input.wasReleased(.up) && !input.isHeld(.up))
    #expect(input.mouse.wasReleased(.left) && !input.mouse.isHeld(.left))
  }

  @Test func `typed text and the wheel are collected until a tick has seen them`() {
    var input = input(.text("ä"), .text("b"), .mouseWheel(Vector(0, 1)), .mouseWheel(Vector(0, 1)))
    #expect(input.typedText == "äb" && input.mouse.wheel.y == 2)
    input.endTick()
    #expect(input.typedText.isEmpty && input.mouse.wheel == .zero)
  }

  @Test func `the mouse's ways add up until a tick has seen them`() {
    var input = input(.mouseMoved(Vector(5, 5)), .mouseMotion(Vector(2, 0)), .mouseMotion(.one))
    #expect(input.mouse.motion == Vector(3, 1) && input.mouse.position == Vector(5, 5))
    input.endTick()
    #expect(input.mouse.motion == .zero && input.mouse.position == Vector(5, 5))
  }

  @Test func `the first press of a tick is told, to bind something to it`() {
    var input = input(.mouseButton(.back, isDown: true), .key(.space, isDown: true))
    #expect(input.firstPressed == .mouse(.back) && input.anythingWasPressed)
    input.endTick()
    #expect(input.firstPressed == nil && !input.anythingWasPressed)
    input.take(.mouseButton(.back, isDown: false))
    #expect(input.firstPressed == nil)
  }

  @Test func `ticks take no memory of their own`() throws {
    let host = TestHost()
    let loop = try probeLoop(host)
    loop.context.actions.bind("jump", to: .key(.space))
    host.events = [.input(.gamepadConnected(1, name: "Pad"))]
    loop.runFrame()
    func place() -> UnsafePointer<GamepadState>? {
      loop.context.input.gamepads.slots.withUnsafeBufferPointer { $0.baseAddress }
    }
    let before = place()
    for _ in 0..<3 {
      host.press(.space)
      host.release(.space)
      loop.runFrame()
      #expect(place() == before)
    }
    loop.end()
  }

  @Test func `a key with a number beyond all keys is never held`() {
    #expect(!input(.key(Key(rawValue: 600), isDown: true)).isHeld(Key(rawValue: 600)))
  }

  @Test func `keys have the numbers of the USB keyboard page`() {
    #expect(Key.letter("a").rawValue == 4 && Key.letter("Z").rawValue == 29)
    #expect(Key.digit(1).rawValue == 30 && Key.digit(0).rawValue == 39)
    #expect(Key.function(11).rawValue == 68 && Key.function(13).rawValue == 104)
    #expect(Key.keypad(0).rawValue == 98 && Key.keypad(1).rawValue == 89)
  }

  @Test func `every key has a name of its own, which leads back to it`() {
    for (key, name) in Key.named {
      #expect(key.description == name && Key(name: name) == key)
    }
    #expect(Set(Key.named.map(\.key)).count == Key.named.count)
    #expect(Key.leftShift.description == "left shift" && Key.letter("q").description == "q")
    let nameless = Key(rawValue: 300)
    #expect(nameless.description == "key 300" && Key(name: "key 300") == nameless)
  }
}
