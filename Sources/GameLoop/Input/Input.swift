/// Keyboard, mouse and gamepads as one tick sees them.
///
///     if tick.input.wasPressed(.space) { jump() }
///     aim = tick.input.mouse.position
///     velocity = tick.input.gamepads[0].leftStick * speed
///
/// A press that is shorter than a frame is not lost, and each press is seen as pressed by exactly one
/// tick, however many ticks a frame has.
public nonisolated struct Input: Sendable {
  public private(set) var keys = ButtonStates<Key>()
  public private(set) var mouse = MouseState()
  /// All gamepads as one: for games of one player.
  public private(set) var gamepad = GamepadState()
  /// Each gamepad that is connected.
  public private(set) var gamepads = Gamepads()
  /// What the game's own names stand for: `tick.actions.wasPressed(.jump)`.
  public private(set) var actions: ActionStates
  /// By player, with their own pads alone.
  private var actionsOfGamepads: [ActionStates] = []
  /// What was typed since the last tick, in order: text, and keys to edit it with. `TextField` takes it.
  public private(set) var typed: [Typed] = []
  /// The first key or button that went down since the last tick: what to bind an action to, where a player is asked.
  public private(set) var firstPressed: Binding?

  private let tickLength: Duration

  /// Nothing is held.
  ///
  /// - Parameter tickLength: how long a tick is that sees it.
  public init(tickLength: Duration = .seconds(1) / 60) {
    self.tickLength = tickLength
    actions = ActionStates(tickLength: tickLength)
  }

  /// What one player does with a gamepad, where several play: as `actions`, without keyboard, mouse and the pads of others.
  ///
  ///     for pad in tick.input.gamepads where tick.actions(ofGamepad: pad.player).wasPressed(.jump) { … }
  public func actions(ofGamepad player: Int) -> ActionStates {
    actionsOfGamepads.indices.contains(player)
      ? actionsOfGamepads[player] : ActionStates(tickLength: tickLength, table: actions.table)
  }

  public func isHeld(_ key: Key) -> Bool { keys.isHeld(key) }
  public func wasPressed(_ key: Key) -> Bool { keys.wasPressed(key) }
  public func wasReleased(_ key: Key) -> Bool { keys.wasReleased(key) }

  /// Where the arrow keys point: -1, 0 or 1 to the right and down.
  public var arrowKeys: Vector {
    func held(_ key: Key) -> Float { isHeld(key) ? 1 : 0 }
    return Vector(held(.right) - held(.left), held(.down) - held(.up))
  }

  /// Whether any key or button went down since the last tick.
  public var anythingWasPressed: Bool { firstPressed != nil }

  /// What was typed since the last tick, as text.
  public var typedText: String {
    var all = ""
    for case .text(let text) in typed { all += text }
    return all
  }

  // MARK: Events

  mutating func take(_ event: InputEvent) {
    switch event {
    case .key(let key, isDown: true):
      typed.append(.key(key, isRepeated: false))
      if keys.press(key) { pressed(.key(key)) }
    case .key(let key, isDown: false): if keys.release(key) { buttonsChanged() }
    case .keyRepeated(let key): typed.append(.key(key, isRepeated: true))
    case .text(let text): typed.append(.text(text))
    case .mouseMoved(let position): mouse.position = position
    case .mouseMotion(let motion): mouse.motion += motion
    case .mouseButton(let button, isDown: true):
      if mouse.buttons.press(button) { pressed(.mouse(button)) }
    case .mouseButton(let button, isDown: false):
      if mouse.buttons.release(button) { buttonsChanged() }
    case .mouseWheel(let steps): mouse.wheel += steps
    case .gamepadConnected(let id, let name):
      let player = gamepads.connect(id, name: name)
      if player == actionsOfGamepads.endIndex {
        actionsOfGamepads.append(actions(ofGamepad: player))
      }
      gamepadsChanged()
    case .gamepadDisconnected(let id): change(id) { $0.disconnect() }
    case .gamepadButton(let button, let isDown, let id):
      change(id) { $0.set(button, isDown: isDown) }
    case .gamepadAxis(let axis, let value, let id): change(id) { $0.set(axis, to: value) }
    case .focusLost:
      // What is let go while another window has the keyboard is never told.
      keys.releaseAll()
      mouse.buttons.releaseAll()
      buttonsChanged()
    }
  }

  private mutating func change(_ id: GamepadID, _ change: (inout GamepadState) -> Void) {
    if let player = gamepads.change(id, change) {
      actionsOfGamepads[player].buttonsChanged(gamepad: gamepads.slots[player])
    }
    gamepadsChanged()
  }

  private mutating func gamepadsChanged() {
    let before = gamepad.buttons.down
    gamepad.merge(gamepads.slots)
    let now = gamepad.buttons.down
    guard now != before else { return }
    let new = now.subtracting(before)
    if let button = GamepadButton(rawValue: UInt8(new.trailingZeroBitCount)) {
      pressed(.gamepad(button))
    } else {
      buttonsChanged()
    }
  }

  private mutating func pressed(_ button: Binding) {
    if firstPressed == nil { firstPressed = button }
    buttonsChanged()
  }

  /// Actions are told of every change by itself: one that is let go and pressed again between two ticks was released.
  private mutating func buttonsChanged() {
    actions.buttonsChanged(keys: keys, mouse: mouse.buttons, gamepad: gamepad)
  }

  // MARK: Ticks

  /// From now on actions are bound so.
  mutating func bind(_ table: ActionTable) {
    guard table !== actions.table else { return }
    actions.bind(table, keys: keys, mouse: mouse.buttons, gamepad: gamepad)
    for player in actionsOfGamepads.indices {
      actionsOfGamepads[player].bind(table, gamepad: gamepads.slots[player])
    }
  }

  /// A tick begins, and sees this.
  mutating func beginTick() -> Input {
    actions.beginTick(keys: keys, mouse: mouse.buttons, gamepad: gamepad)
    for player in actionsOfGamepads.indices {
      actionsOfGamepads[player].beginTick(gamepad: gamepads.slots[player])
    }
    return self
  }

  /// A tick has seen the changes.
  mutating func endTick() {
    keys.endTick()
    mouse.endTick()
    gamepad.endTick()
    gamepads.endTick()
    actions.endTick()
    for player in actionsOfGamepads.indices { actionsOfGamepads[player].endTick() }
    typed.removeAll(keepingCapacity: true)
    firstPressed = nil
  }
}

nonisolated extension Tick {
  /// What the game's own names stand for: `tick.actions.wasPressed(.jump)`.
  public var actions: ActionStates { input.actions }

  /// What one player does with a gamepad, where several play.
  public func actions(ofGamepad player: Int) -> ActionStates { input.actions(ofGamepad: player) }
}
