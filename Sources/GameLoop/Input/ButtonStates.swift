/// What is held down of a kind of button, and what changed since the last tick.
public nonisolated struct ButtonStates<Button: Hashable & Sendable>: Sendable {
  private var down: Set<Button> = []
  private var pressed: Set<Button> = []
  private var released: Set<Button> = []

  init() {}

  /// Whether the button is down, or was for a moment since the last tick.
  public func isHeld(_ button: Button) -> Bool { down.contains(button) || pressed.contains(button) }
  /// Whether the button went down since the last tick. Exactly one tick sees each press.
  public func wasPressed(_ button: Button) -> Bool { pressed.contains(button) }
  /// Whether the button went up since the last tick.
  public func wasReleased(_ button: Button) -> Bool { released.contains(button) }
  /// Whether any button went down since the last tick.
  public var anyWasPressed: Bool { !pressed.isEmpty }

  mutating func press(_ button: Button) {
    if down.insert(button).inserted { pressed.insert(button) }
  }

  mutating func release(_ button: Button) {
    if down.remove(button) != nil { released.insert(button) }
  }

  mutating func releaseAll() {
    released.formUnion(down)
    down.removeAll(keepingCapacity: true)
  }

  /// A tick has seen the changes.
  mutating func endTick() {
    pressed.removeAll(keepingCapacity: true)
    released.removeAll(keepingCapacity: true)
  }
}
