/// Keyboard, mouse and gamepad as one tick sees them.
///
/// A press that is shorter than a frame is not lost, and each press is seen as pressed by exactly one
/// tick, however many ticks a frame has.
public nonisolated struct Input: Sendable {
  public private(set) var keys = ButtonStates<Key>()
  public private(set) var mouse = MouseState()
  /// All gamepads as one: for games of one player.
  public private(set) var gamepad = GamepadState()
  /// What was typed since the last tick, as text.
  public private(set) var typedText = ""

  public init() {}

  public func isHeld(_ key: Key) -> Bool { keys.isHeld(key) }
  public func wasPressed(_ key: Key) -> Bool { keys.wasPressed(key) }
  public func wasReleased(_ key: Key) -> Bool { keys.wasReleased(key) }

  /// Where the arrow keys point: -1, 0 or 1 to the right and down.
  public var arrowKeys: Vector {
    func held(_ key: Key) -> Float { isHeld(key) ? 1 : 0 }
    return Vector(held(.right) - held(.left), held(.down) - held(.up))
  }

  /// Whether any key or button went down since the last tick.
  public var anythingWasPressed: Bool {
    keys.anyWasPressed || mouse.buttons.anyWasPressed || gamepad.buttons.anyWasPressed
  }

  mutating func take(_ event: InputEvent) {
    switch event {
    case .key(let key, isDown: true): keys.press(key)
    case .key(let key, isDown: false): keys.release(key)
    case .text(let text): typedText += text
    case .mouseMoved(let position): mouse.position = position
    case .mouseButton(let button, isDown: true): mouse.buttons.press(button)
    case .mouseButton(let button, isDown: false): mouse.buttons.release(button)
    case .mouseWheel(let steps): mouse.wheel += steps
    case .gamepadButton(let button, isDown: true): gamepad.buttons.press(button)
    case .gamepadButton(let button, isDown: false): gamepad.buttons.release(button)
    case .gamepadAxis(let axis, let value): gamepad.set(axis, to: value)
    case .gamepadConnected(let name): gamepad.connected(name)
    case .gamepadDisconnected: gamepad.disconnected()
    case .focusLost:
      // What is let go while another window has the keyboard is never told.
      keys.releaseAll()
      mouse.buttons.releaseAll()
    }
  }

  mutating func endTick() {
    keys.endTick()
    mouse.buttons.endTick()
    mouse.wheel = .zero
    gamepad.buttons.endTick()
    if !typedText.isEmpty { typedText = "" }
  }
}

public nonisolated struct MouseState: Sendable {
  public fileprivate(set) var buttons = ButtonStates<MouseButton>()
  /// Where the pointer is, in the units of the game's picture; outside of it when it is beside it.
  public fileprivate(set) var position = Vector.zero
  /// How far the wheel was turned since the last tick: y up is positive.
  public fileprivate(set) var wheel = Vector.zero

  public func isHeld(_ button: MouseButton) -> Bool { buttons.isHeld(button) }
  public func wasPressed(_ button: MouseButton) -> Bool { buttons.wasPressed(button) }
  public func wasReleased(_ button: MouseButton) -> Bool { buttons.wasReleased(button) }
}

public nonisolated struct GamepadState: Sendable {
  public fileprivate(set) var buttons = ButtonStates<GamepadButton>()
  /// How many gamepads there are.
  public private(set) var count = 0
  /// The name of the gamepad that came last.
  public private(set) var name: String?
  private var axes = SIMD8<Float>()

  public func isHeld(_ button: GamepadButton) -> Bool { buttons.isHeld(button) }
  public func wasPressed(_ button: GamepadButton) -> Bool { buttons.wasPressed(button) }
  public func wasReleased(_ button: GamepadButton) -> Bool { buttons.wasReleased(button) }

  /// Where an axis is. Near its middle a stick reads 0.
  public func axis(_ axis: GamepadAxis) -> Float {
    let value = axes[Int(axis.rawValue)]
    return abs(value) < 0.15 ? 0 : value
  }

  fileprivate mutating func set(_ axis: GamepadAxis, to value: Float) {
    axes[Int(axis.rawValue)] = value
  }

  fileprivate mutating func connected(_ name: String) {
    count += 1
    self.name = name
  }

  fileprivate mutating func disconnected() {
    count = max(0, count - 1)
    if count == 0 { name = nil }
    buttons.releaseAll()
    axes = .zero
  }
}
