/// The mouse as one tick sees it.
public nonisolated struct MouseState: Sendable {
  public internal(set) var buttons = ButtonStates<MouseButton>()
  /// Where the pointer is, in the units of the game's picture; outside of it when it is beside it.
  public internal(set) var position = Vector.zero
  /// How far the mouse was moved since the last tick, in the units of the game's picture: also when it is captured, or
  /// the pointer stands at the edge of the screen.
  public internal(set) var motion = Vector.zero
  /// How far the wheel was turned since the last tick: y up is positive.
  public internal(set) var wheel = Vector.zero

  public func isHeld(_ button: MouseButton) -> Bool { buttons.isHeld(button) }
  public func wasPressed(_ button: MouseButton) -> Bool { buttons.wasPressed(button) }
  public func wasReleased(_ button: MouseButton) -> Bool { buttons.wasReleased(button) }

  mutating func endTick() {
    buttons.endTick()
    motion = .zero
    wheel = .zero
  }
}
