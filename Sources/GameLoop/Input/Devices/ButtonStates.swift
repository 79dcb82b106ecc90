/// What is held down of a kind of button, and what changed since the last tick.
public nonisolated struct ButtonStates<Button: NumberedButton>: Sendable {
  private(set) var down = Button.Bits()
  private var pressed = Button.Bits()
  private var released = Button.Bits()

  init() {}

  /// Whether the button is down, or was for a moment since the last tick.
  public func isHeld(_ button: Button) -> Bool { down[button.number] || pressed[button.number] }
  /// Whether the button went down since the last tick. Exactly one tick sees each press.
  public func wasPressed(_ button: Button) -> Bool { pressed[button.number] }
  /// Whether the button went up since the last tick.
  public func wasReleased(_ button: Button) -> Bool { released[button.number] }
  /// Whether any button went down since the last tick.
  public var anyWasPressed: Bool { !pressed.isEmpty }

  /// Whether the button is down now.
  func isDown(_ button: Button) -> Bool { down[button.number] }

  /// - Returns: whether it was up.
  @discardableResult
  mutating func press(_ button: Button) -> Bool {
    guard !down[button.number] else { return false }
    down[button.number] = true
    pressed[button.number] = true
    return true
  }

  /// - Returns: whether it was down.
  @discardableResult
  mutating func release(_ button: Button) -> Bool {
    guard down[button.number] else { return false }
    down[button.number] = false
    released[button.number] = true
    return true
  }

  mutating func releaseAll() { setDown(Button.Bits()) }

  /// These and no others are down from now on.
  mutating func setDown(_ now: Button.Bits) {
    pressed.formUnion(now.subtracting(down))
    released.formUnion(down.subtracting(now))
    down = now
  }

  /// A tick has seen the changes.
  mutating func endTick() {
    pressed = Button.Bits()
    released = Button.Bits()
  }
}
