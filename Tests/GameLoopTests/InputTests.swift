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

  @Test func `a stick near its middle reads zero`() {
    #expect(input(.gamepadAxis(.leftX, 0.1)).gamepad.axis(.leftX) == 0)
    #expect(input(.gamepadAxis(.leftX, -0.8)).gamepad.axis(.leftX) == -0.8)
  }

  @Test func `a gamepad that goes away lets its buttons go`() {
    let input = input(
      .gamepadConnected(name: "Pad"), .gamepadButton(.south, isDown: true),
      .gamepadAxis(.leftX, 1), .gamepadDisconnected)
    #expect(!input.gamepad.buttons.isHeld(.east))
    #expect(input.gamepad.wasReleased(.south))
    #expect(input.gamepad.axis(.leftX) == 0)
    #expect(input.gamepad.count == 0)
  }

  @Test func `typed text and the wheel are collected until a tick has seen them`() {
    var input = input(.text("ä"), .text("b"), .mouseWheel(Vector(0, 1)), .mouseWheel(Vector(0, 1)))
    #expect(input.typedText == "äb" && input.mouse.wheel.y == 2)
    input.endTick()
    #expect(input.typedText.isEmpty && input.mouse.wheel == .zero)
  }

  @Test func `keys have the numbers of the USB keyboard page`() {
    #expect(Key.letter("a").rawValue == 4 && Key.letter("Z").rawValue == 29)
    #expect(Key.digit(1).rawValue == 30 && Key.digit(0).rawValue == 39)
    #expect(Key.function(11).rawValue == 68)
  }
}
