import CSDL2
import GameLoop

/// Turns SDL's events into the loop's, and keeps the gamepads open.
final class SDLEvents {
  private var gamepads: [SDL_JoystickID: OpaquePointer] = [:]

  isolated deinit {
    for gamepad in gamepads.values { SDL_GameControllerClose(gamepad) }
  }

  /// - Parameter toPicture: turns a point of the window into one of the game's picture.
  func take(toPicture: (Vector) -> Vector, _ handle: (HostEvent) -> Void) {
    var event = SDL_Event()
    while SDL_PollEvent(&event) != 0 {
      switch SDL_EventType(event.type) {
      case SDL_QUIT: handle(.closeRequested)
      case SDL_WINDOWEVENT: windowEvent(event.window, handle)
      case SDL_KEYDOWN where event.key.repeat != 0:
        handle(.input(.keyRepeated(key(event.key))))
      case SDL_KEYDOWN: handle(.input(.key(key(event.key), isDown: true)))
      case SDL_KEYUP: handle(.input(.key(key(event.key), isDown: false)))
      case SDL_TEXTINPUT: handle(.input(.text(text(event.text))))
      case SDL_MOUSEMOTION: mouseMotion(event.motion, toPicture, handle)
      case SDL_MOUSEBUTTONDOWN, SDL_MOUSEBUTTONUP: mouseButton(event.button, toPicture, handle)
      case SDL_MOUSEWHEEL:
        handle(.input(.mouseWheel(Vector(event.wheel.preciseX, event.wheel.preciseY))))
      case SDL_CONTROLLERDEVICEADDED: connect(event.cdevice.which, handle)
      case SDL_CONTROLLERDEVICEREMOVED: disconnect(event.cdevice.which, handle)
      case SDL_CONTROLLERBUTTONDOWN: gamepadButton(event.cbutton, isDown: true, handle)
      case SDL_CONTROLLERBUTTONUP: gamepadButton(event.cbutton, isDown: false, handle)
      case SDL_CONTROLLERAXISMOTION: gamepadAxis(event.caxis, handle)
      default: break
      }
    }
  }

  private func windowEvent(_ event: SDL_WindowEvent, _ handle: (HostEvent) -> Void) {
    switch SDL_WindowEventID(UInt32(event.event)) {
    case SDL_WINDOWEVENT_FOCUS_GAINED: handle(.focusChanged(hasFocus: true))
    case SDL_WINDOWEVENT_FOCUS_LOST: handle(.focusChanged(hasFocus: false))
    case SDL_WINDOWEVENT_HIDDEN, SDL_WINDOWEVENT_MINIMIZED:
      handle(.visibilityChanged(isVisible: false))
    case SDL_WINDOWEVENT_SHOWN, SDL_WINDOWEVENT_RESTORED, SDL_WINDOWEVENT_EXPOSED:
      handle(.visibilityChanged(isVisible: true))
    case SDL_WINDOWEVENT_SIZE_CHANGED:
      handle(.resized(to: Vector(Float(event.data1), Float(event.data2))))
    default: break
    }
  }

  private func key(_ event: SDL_KeyboardEvent) -> Key {
    // SDL's scancodes and this framework's keys are both the USB keyboard page.
    Key(rawValue: UInt16(event.keysym.scancode.rawValue))
  }

  private func text(_ event: SDL_TextInputEvent) -> String {
    withUnsafeBytes(of: event.text) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }

  private func mouseMotion(
    _ event: SDL_MouseMotionEvent, _ toPicture: (Vector) -> Vector, _ handle: (HostEvent) -> Void
  ) {
    handle(.input(.mouseMoved(toPicture(Vector(Float(event.x), Float(event.y))))))
    let motion = toPicture(Vector(Float(event.xrel), Float(event.yrel))) - toPicture(.zero)
    handle(.input(.mouseMotion(motion)))
  }

  private func mouseButton(
    _ event: SDL_MouseButtonEvent, _ toPicture: (Vector) -> Vector, _ handle: (HostEvent) -> Void
  ) {
    guard let button = MouseButton(rawValue: event.button) else { return }
    handle(.input(.mouseMoved(toPicture(Vector(Float(event.x), Float(event.y))))))
    handle(.input(.mouseButton(button, isDown: event.state != 0)))
  }

  // MARK: Gamepads

  private func connect(_ index: Int32, _ handle: (HostEvent) -> Void) {
    guard let gamepad = SDL_GameControllerOpen(index) else {
      report("a gamepad cannot be used: \(SDLError("SDL_GameControllerOpen"))")
      return
    }
    let id = SDL_JoystickInstanceID(SDL_GameControllerGetJoystick(gamepad))
    guard gamepads.updateValue(gamepad, forKey: id) == nil else {
      SDL_GameControllerClose(gamepad)
      return
    }
    let name = SDL_GameControllerName(gamepad).map { String(cString: $0) } ?? "gamepad"
    handle(.input(.gamepadConnected(GamepadID(rawValue: id), name: name)))
  }

  private func disconnect(_ id: SDL_JoystickID, _ handle: (HostEvent) -> Void) {
    guard let gamepad = gamepads.removeValue(forKey: id) else { return }
    SDL_GameControllerClose(gamepad)
    handle(.input(.gamepadDisconnected(GamepadID(rawValue: id))))
  }

  private func gamepadButton(
    _ event: SDL_ControllerButtonEvent, isDown: Bool, _ handle: (HostEvent) -> Void
  ) {
    // The buttons of both are in one order.
    guard let button = GamepadButton(rawValue: event.button), button.isReal else { return }
    let pad = GamepadID(rawValue: event.which)
    handle(.input(.gamepadButton(button, isDown: isDown, pad: pad)))
  }

  private func gamepadAxis(_ event: SDL_ControllerAxisEvent, _ handle: (HostEvent) -> Void) {
    guard let axis = GamepadAxis(rawValue: event.axis) else { return }
    let value = max(-1, Float(event.value) / 32767)
    handle(.input(.gamepadAxis(axis, value, pad: GamepadID(rawValue: event.which))))
  }

  /// - Returns: whether the pad is there and has motors.
  func rumble(_ pad: GamepadID, low: Float, high: Float, for duration: Duration) -> Bool {
    guard let gamepad = gamepads[pad.rawValue] else { return false }
    let milliseconds = min(duration / .milliseconds(1), Double(UInt32.max / 2))
    return SDL_GameControllerRumble(
      gamepad, UInt16(low * 65535), UInt16(high * 65535), UInt32(milliseconds)) == 0
  }
}
