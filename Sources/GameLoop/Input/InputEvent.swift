/// What a host tells the loop of the player's hands.
public nonisolated enum InputEvent: Sendable, Equatable {
  case key(Key, isDown: Bool)
  case text(String)
  /// In the units of the game's picture.
  case mouseMoved(Vector)
  case mouseButton(MouseButton, isDown: Bool)
  case mouseWheel(Vector)
  case gamepadButton(GamepadButton, isDown: Bool)
  case gamepadAxis(GamepadAxis, Float)
  case gamepadConnected(name: String)
  case gamepadDisconnected
  /// The keyboard belongs to another window from now on.
  case focusLost
}

/// What a host tells the loop of the window.
public nonisolated enum HostEvent: Sendable, Equatable {
  case input(InputEvent)
  /// The player wants to leave: the window's close button, or a signal.
  case closeRequested
  case focusChanged(hasFocus: Bool)
  /// The window is minimised or wholly hidden, or seen again.
  case visibilityChanged(isVisible: Bool)
  /// The inside of the window has another size, in the units of the desktop.
  case resized(to: Vector)
}
