import GameLoop

/// What the player does. It is told in the next frame; `tap`, `hold`, `type` and `click` run the frames they take.
extension GameTester {
  public func press(_ key: Key) { tell(.key(key, isDown: true)) }
  public func release(_ key: Key) { tell(.key(key, isDown: false)) }

  /// Presses a key for a tick, and lets go of it for another.
  public func tap(_ key: Key) { tap(.key(key)) }

  /// Holds a key for so many ticks, 0 or more, and lets go of it for another.
  public func hold(_ key: Key, ticks: Int) { hold(.key(key), ticks: ticks) }

  /// Types letters as a keyboard does, each with a key where it has one and as text.
  public func type(_ text: String) {
    for letter in text {
      tell(.text(String(letter)))
      if let key = Key(typing: letter) { tap(key) } else { run(frames: 2) }
    }
  }

  // MARK: Bindings

  /// Presses what an action could be bound to: `press(.mouse(.right))`, `press(.gamepad(.south))`. An axis is pushed to the
  /// right or down. Gamepads are connected where there is none.
  public func press(_ binding: Binding) { set(binding, isDown: true) }
  public func release(_ binding: Binding) { set(binding, isDown: false) }

  /// Presses it for a tick, and lets go of it for another.
  public func tap(_ binding: Binding) { hold(binding, ticks: 1) }

  /// Holds it for so many ticks, 0 or more, and lets go of it for another.
  public func hold(_ binding: Binding, ticks: Int) {
    press(binding)
    run(frames: ticks)
    release(binding)
    run()
  }

  private func set(_ binding: Binding, isDown: Bool) {
    switch binding {
    case .button(let button): set(button, isDown: isDown)
    case .axisOf(_, let positive): set(positive, isDown: isDown)
    case .stickOf(_, let right, _, _): set(right, isDown: isDown)
    case .axis(let axis): gamepad.push(axis, to: isDown ? 1 : 0)
    case .stick(let stick): gamepad.push(stick, to: isDown ? Vector(1, 0) : .zero)
    }
  }

  private func set(_ button: BoundButton, isDown: Bool) {
    switch button {
    case .key(let key): tell(.key(key, isDown: isDown))
    case .mouse(let button): tell(.mouseButton(button, isDown: isDown))
    case .gamepad(let button): isDown ? gamepad.press(button) : gamepad.release(button)
    }
  }

  // MARK: Mouse

  /// Moves the pointer to a point of the game's picture.
  public func moveMouse(to position: Vector) {
    tell(.mouseMotion(position - host.pointer))
    tell(.mouseMoved(position))
    host.pointer = position
  }

  /// Presses a button of the mouse at a point for a tick, and lets go of it for another.
  public func click(at position: Vector, _ button: MouseButton = .left) {
    moveMouse(to: position)
    tap(.mouse(button))
  }

  /// Turns the wheel: up is positive.
  public func turnWheel(by steps: Float) { tell(.mouseWheel(Vector(0, steps))) }

  // MARK: Gamepads

  /// Connects one more gamepad.
  @discardableResult
  public func connectGamepad(_ name: String = "Test Pad") -> TestGamepad {
    host.connectGamepad(name)
  }

  /// The first gamepad that is connected; connected now where there was none.
  private var gamepad: TestGamepad { host.gamepads.first ?? connectGamepad() }

  // MARK: Window

  /// Asks the game to close, as the window's button does.
  public func closeWindow() { host.tell(.closeRequested) }

  /// Gives the keyboard to another window, or back.
  public func setFocus(_ hasFocus: Bool) { host.tell(.focusChanged(hasFocus: hasFocus)) }

  /// Tells the game anything that a window can tell.
  public func tell(_ event: InputEvent) { host.tell(.input(event)) }
}

nonisolated extension Key {
  /// The key that types a letter or digit on an American keyboard.
  fileprivate init?(typing letter: Character) {
    guard let byte = letter.asciiValue else { return nil }
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
      self = .letter(letter)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self = .digit(Int(byte - UInt8(ascii: "0")))
    case UInt8(ascii: " "): self = .space
    default: return nil
    }
  }
}
