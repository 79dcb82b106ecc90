import Testing

@testable import GameLoop

@Suite("Gamepads")
struct InputGamepadTests {
  private func input(_ events: InputEvent...) -> Input {
    var input = Input()
    input.take(.gamepadConnected(10, name: "First"))
    input.take(.gamepadConnected(11, name: "Second"))
    for event in events { input.take(event) }
    return input
  }

  @Test func `are told from each other, and are one for who plays alone`() {
    let input = input(.gamepadButton(.south, isDown: true, pad: 11))
    #expect(!input.gamepads[0].wasPressed(.south) && input.gamepads[1].wasPressed(.south))
    #expect(input.gamepad.wasPressed(.south))
    #expect(input.gamepads.map(\.name) == ["First", "Second"])
    #expect(input.gamepads.map(\.player) == [0, 1])
  }

  @Test func `a button that two hold is up when both have let go`() {
    var input = input(
      .gamepadButton(.south, isDown: true, pad: 10), .gamepadButton(.south, isDown: true, pad: 11))
    input.endTick()
    input.take(.gamepadButton(.south, isDown: false, pad: 10))
    #expect(input.gamepads[0].wasReleased(.south) && !input.gamepad.wasReleased(.south))
    #expect(input.gamepad.isHeld(.south))
    input.take(.gamepadButton(.south, isDown: false, pad: 11))
    #expect(input.gamepad.wasReleased(.south) && !input.gamepad.isHeld(.south))
  }

  @Test func `one that goes lets go of its own buttons and axes only`() {
    var input = input(
      .gamepadButton(.south, isDown: true, pad: 10), .gamepadAxis(.leftX, 1, pad: 10),
      .gamepadButton(.east, isDown: true, pad: 11), .gamepadAxis(.rightX, -1, pad: 11))
    input.endTick()
    input.take(.gamepadDisconnected(10))
    #expect(input.gamepads[0].wasReleased(.south) && input.gamepad.wasReleased(.south))
    #expect(input.gamepad.axis(.leftX) == 0 && input.gamepad.axis(.rightX) == -1)
    #expect(input.gamepads[1].isHeld(.east) && !input.gamepads[1].wasReleased(.east))
    #expect(!input.gamepads[0].isConnected && input.gamepads.count == 1)
    input.take(.gamepadButton(.north, isDown: true, pad: 10))
    #expect(!input.gamepad.isHeld(.north))
  }

  @Test func `keep their players while others come and go`() {
    var input = input(.gamepadDisconnected(10))
    #expect(input.gamepads.map(\.player) == [1])
    input.take(.gamepadConnected(12, name: "Third"))
    #expect(input.gamepads.map(\.name) == ["Third", "Second"])
    #expect(input.gamepads[0].id == 12 && input.gamepads[1].id == 11)
  }

  @Test func `where there is none, nothing is held`() {
    let pad = input().gamepads[5]
    #expect(!pad.isConnected && pad.player == 5 && !pad.isHeld(.south) && pad.leftStick == .zero)
  }

  @Test(arguments: [Vector(0.1, 0.1), Vector(-0.14, 0), .zero])
  func `a stick near its middle reads zero`(raw: Vector) {
    let pad = input(.gamepadAxis(.leftX, raw.x, pad: 10), .gamepadAxis(.leftY, raw.y, pad: 10))
      .gamepad
    #expect(pad.leftStick == .zero && pad.axis(.leftX) == 0)
  }

  @Test func `a stick keeps its direction, and its length begins at zero and ends at one`() {
    let slightly = input(
      .gamepadAxis(.leftX, 0.12, pad: 10), .gamepadAxis(.leftY, 0.12, pad: 10)
    ).gamepad.leftStick
    #expect(slightly.x == slightly.y && slightly.x > 0 && slightly.length < 0.05)
    let fully = input(
      .gamepadAxis(.leftX, 1, pad: 10), .gamepadAxis(.leftY, -1, pad: 10)
    ).gamepad.leftStick
    #expect(abs(fully.length - 1) < 0.0001 && fully.x == -fully.y)
  }

  @Test func `a trigger that trembles is pulled once`() {
    var input = input(.gamepadAxis(.leftTrigger, 0.31, pad: 10))
    #expect(input.gamepad.wasPressed(.leftTrigger))
    input.endTick()
    for value: Float in [0.29, 0.31, 0.25, 0.4] {
      input.take(.gamepadAxis(.leftTrigger, value, pad: 10))
    }
    #expect(!input.gamepad.wasPressed(.leftTrigger) && !input.gamepad.wasReleased(.leftTrigger))
    input.take(.gamepadAxis(.leftTrigger, 0.1, pad: 10))
    #expect(input.gamepad.wasReleased(.leftTrigger) && !input.gamepad.isHeld(.leftTrigger))
  }

  @Test func `a stick is four buttons`() {
    let pad = input(.gamepadAxis(.rightY, -0.7, pad: 10)).gamepad
    #expect(pad.isHeld(.rightStickUp) && !pad.isHeld(.rightStickDown))
    #expect(!pad.isHeld(.leftStickUp))
  }

  @Test func `what one pad holds and another comes for stays held`() {
    var input = input(.gamepadButton(.south, isDown: true, pad: 10))
    input.endTick()
    input.take(.gamepadConnected(12, name: "Third"))
    #expect(input.gamepad.isHeld(.south) && !input.gamepad.wasReleased(.south))
  }
}
