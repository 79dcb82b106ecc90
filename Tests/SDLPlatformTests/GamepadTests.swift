import CSDL2
import GameLoop
import Glibc
import Testing

@testable import SDLPlatform

extension WindowHostTests {
  /// With virtual gamepads of SDL's, on its dummy drivers.
  @Suite("Gamepads of a window")
  struct GamepadTests {
    private let host: WindowHost

    init() throws {
      setenv("SDL_VIDEODRIVER", "dummy", 1)
      setenv("SDL_AUDIODRIVER", "dummy", 1)
      // A window without the keyboard is not told of gamepads otherwise.
      SDL_SetHint(SDL_HINT_JOYSTICK_ALLOW_BACKGROUND_EVENTS, "1")
      host = try WindowHost(
        settings: GameSettings(title: "Test", size: Vector(64, 32), windowScale: 2))
      host.takeEvents { _ in }
    }

    private func inputEvents() -> [InputEvent] {
      var events: [InputEvent] = []
      host.takeEvents { if case .input(let event) = $0 { events.append(event) } }
      return events
    }

    private func plugIn() throws -> VirtualPad {
      let pad = try VirtualPad()
      let id = inputEvents().compactMap { event -> GamepadID? in
        if case .gamepadConnected(let id, _) = event { id } else { nil }
      }
      #expect(id == [pad.id])
      return pad
    }

    @Test func `tell when they come, play and go`() throws {
      let pad = try plugIn()
      pad.set(.start, isDown: true)
      pad.set(SDL_CONTROLLER_AXIS_LEFTX, to: -32768)
      let played = inputEvents()
      #expect(played.contains(.gamepadButton(.start, isDown: true, pad: pad.id)))
      #expect(played.contains(.gamepadAxis(.leftX, -1, pad: pad.id)))
      pad.unplug()
      #expect(inputEvents().last == .gamepadDisconnected(pad.id))
    }

    @Test func `are told from each other, and go in the middle of a press`() throws {
      let (first, second) = (try plugIn(), try plugIn())
      first.set(.south, isDown: true)
      second.set(.south, isDown: true)
      let pressed = inputEvents()
      #expect(pressed.contains(.gamepadButton(.south, isDown: true, pad: first.id)))
      #expect(pressed.contains(.gamepadButton(.south, isDown: true, pad: second.id)))
      first.unplug()
      let gone = inputEvents()
      #expect(gone.contains(.gamepadDisconnected(first.id)))
      #expect(!gone.contains(.gamepadButton(.south, isDown: false, pad: second.id)))
      second.unplug()
      #expect(inputEvents().contains(.gamepadDisconnected(second.id)))
    }

    @Test func `shake if they can`() throws {
      let pad = try plugIn()
      #expect(host.rumble(pad.id, low: 1, high: 0.5, for: .milliseconds(100)))
      #expect(pad.shaking.pointee == VirtualPad.Motors(low: 65535, high: 32767))
      pad.unplug()
      #expect(!host.rumble(pad.id, low: 1, high: 1, for: .milliseconds(100)))
      host.takeEvents { _ in }
      #expect(!host.rumble(pad.id, low: 1, high: 1, for: .milliseconds(100)))
    }

    @Test func `text is typed only where the game asks for it`() {
      #expect(SDL_IsTextInputActive() == SDL_FALSE)
      host.beginTextInput(at: Rect(x: 0, y: 0, width: 64, height: 8))
      #expect(SDL_IsTextInputActive() == SDL_TRUE)
      host.endTextInput()
      #expect(SDL_IsTextInputActive() == SDL_FALSE)
    }
  }
}

/// A gamepad that is there for SDL only.
final class VirtualPad {
  struct Motors: Equatable {
    var low: UInt16 = 0
    var high: UInt16 = 0
  }

  let id: GamepadID
  /// What SDL has its motors do.
  let shaking = UnsafeMutablePointer<Motors>.allocate(capacity: 1)
  private let joystick: OpaquePointer

  init() throws {
    shaking.initialize(to: Motors())
    var description = SDL_VirtualJoystickDesc()
    description.version = UInt16(SDL_VIRTUAL_JOYSTICK_DESC_VERSION)
    description.type = UInt16(SDL_JOYSTICK_TYPE_GAMECONTROLLER.rawValue)
    description.naxes = 6
    description.nbuttons = 15
    description.userdata = UnsafeMutableRawPointer(shaking)
    description.Rumble = { motors, low, high in
      motors?.assumingMemoryBound(to: Motors.self).pointee = Motors(low: low, high: high)
      return 0
    }
    let device = SDL_JoystickAttachVirtualEx(&description)
    try #require(device >= 0)
    joystick = try #require(SDL_JoystickOpen(device))
    id = GamepadID(rawValue: SDL_JoystickInstanceID(joystick))
  }

  isolated deinit { shaking.deallocate() }

  func set(_ button: GamepadButton, isDown: Bool) {
    SDL_JoystickSetVirtualButton(joystick, Int32(button.rawValue), isDown ? 1 : 0)
  }

  func set(_ axis: SDL_GameControllerAxis, to value: Int16) {
    SDL_JoystickSetVirtualAxis(joystick, axis.rawValue, value)
  }

  func unplug() {
    let index = (0..<SDL_NumJoysticks()).first {
      SDL_JoystickGetDeviceInstanceID($0) == id.rawValue
    }
    if let index { SDL_JoystickDetachVirtual(index) }
    SDL_JoystickClose(joystick)
  }
}
