/// The player's actions as one tick sees them.
///
///     if tick.actions.wasPressed(.jump) { jump() }
///     if tick.actions.isHeld(.fire) { fire() }
///     walk(tick.actions.axis(.walk))
///     position += tick.actions.direction(.move) * speed * tick.seconds
///     if tick.actions.repeats(.menuDown) { select(next) }
///
/// An action is held while anything it is bound to is down: going from one of its buttons to another without letting go
/// is one press. A press that is shorter than a frame is not lost, and each press is seen by exactly one tick. An action
/// that is bound to nothing is never pressed, and told on standard error the first time it is asked for.
public nonisolated struct ActionStates: Sendable {
  private(set) var table: ActionTable
  /// In the order of the table; empty before anything happened.
  private var states: [ActionState] = []
  private let tickLength: Duration

  init(tickLength: Duration, table: ActionTable = .empty) {
    self.tickLength = tickLength
    self.table = table
  }

  /// Whether the action is down, or was for a moment since the last tick.
  public func isHeld(_ action: Action) -> Bool {
    let state = state(of: action)
    return state.isDown || state.wasPressed
  }

  /// Whether the action went down since the last tick. Exactly one tick sees each press.
  public func wasPressed(_ action: Action) -> Bool { state(of: action).wasPressed }

  /// Whether the action went up since the last tick.
  public func wasReleased(_ action: Action) -> Bool { state(of: action).wasReleased }

  /// Where an action with two directions is, from -1 to 1. Of an action with none: 1 while it is held.
  public func axis(_ action: Action) -> Float { state(of: action).value.x }

  /// Where an action with four directions points: a vector of length 0 to 1, x to the right, y down.
  public func direction(_ action: Action) -> Vector { state(of: action).value }

  /// Whether the action counts in this tick, if being held is to count again and again as with a key that types: when it
  /// is pressed, after a while, and from then on in short intervals, each time on the tick that is nearest.
  public func repeats(
    _ action: Action, after delay: Duration = .milliseconds(400),
    every interval: Duration = .milliseconds(100)
  ) -> Bool {
    precondition(interval > .zero, "an action repeats every so often: give an interval above zero")
    let state = state(of: action)
    if state.wasPressed { return true }
    guard state.isDown else { return false }
    // Each falls on the tick that is nearest to it.
    func count(_ ticks: Int) -> Int {
      let over = tickLength * ticks + tickLength / 2 - delay
      return over < .zero ? 0 : 1 + Int(over / interval)
    }
    return count(state.heldTicks) > count(state.heldTicks - 1)
  }

  /// Whether anything bound to any action went down since the last tick.
  public var anyWasPressed: Bool { states.contains { $0.wasPressed } }

  private func state(of action: Action) -> ActionState {
    guard let index = table.index(of: action), index < states.count else { return ActionState() }
    return states[index]
  }

  // MARK: What happens

  /// From now on actions are bound so. What is held is not pressed by it.
  mutating func bind(
    _ table: ActionTable, keys: ButtonStates<Key> = .init(),
    mouse: ButtonStates<MouseButton> = .init(), gamepad: GamepadState
  ) {
    let hands = Hands(keys: keys, mouse: mouse, gamepad: gamepad)
    states = table.actions.enumerated().map { index, action in
      let before = self.table.indexIfBound(action)
      var state = before.flatMap { $0 < states.count ? states[$0] : nil } ?? ActionState()
      let isDown = table.isDown(index, hands)
      if state.isDown, !isDown { state.release() }
      state.isDown = isDown
      return state
    }
    self.table = table
  }

  mutating func buttonsChanged(
    keys: ButtonStates<Key> = .init(), mouse: ButtonStates<MouseButton> = .init(),
    gamepad: GamepadState
  ) {
    let hands = Hands(keys: keys, mouse: mouse, gamepad: gamepad)
    if states.count < table.actions.count {
      states = table.actions.map { _ in ActionState() }
    }
    for index in states.indices {
      let isDown = table.isDown(index, hands)
      guard isDown != states[index].isDown else { continue }
      if isDown { states[index].press() } else { states[index].release() }
    }
  }

  mutating func beginTick(
    keys: ButtonStates<Key> = .init(), mouse: ButtonStates<MouseButton> = .init(),
    gamepad: GamepadState
  ) {
    let hands = Hands(keys: keys, mouse: mouse, gamepad: gamepad)
    for index in states.indices { states[index].value = table.value(index, hands) }
  }

  mutating func endTick() {
    for index in states.indices { states[index].endTick() }
  }
}

/// One action.
private nonisolated struct ActionState: Sendable {
  var isDown = false
  private(set) var wasPressed = false
  private(set) var wasReleased = false
  /// How many ticks it has been held, before this one.
  private(set) var heldTicks = 0
  var value = Vector.zero

  mutating func press() {
    isDown = true
    wasPressed = true
    heldTicks = 0
  }

  mutating func release() {
    isDown = false
    wasReleased = true
  }

  mutating func endTick() {
    if isDown { heldTicks += 1 }
    wasPressed = false
    wasReleased = false
  }
}
