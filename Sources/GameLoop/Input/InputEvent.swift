/// What a host tells the loop of the player's hands.
public nonisolated enum InputEvent: Sendable, Equatable {
  case key(Key, isDown: Bool)
  /// A key is held so long that it types again.
  case keyRepeated(Key)
  /// Text as it was typed or composed.
  case text(String)
  /// The pointer is there now, in the units of the game's picture.
  case mouseMoved(Vector)
  /// The mouse was moved by so much, in the units of the game's picture, whether the pointer could follow or not.
  case mouseMotion(Vector)
  case mouseButton(MouseButton, isDown: Bool)
  case mouseWheel(Vector)
  case gamepadConnected(GamepadID, name: String)
  case gamepadDisconnected(GamepadID)
  case gamepadButton(GamepadButton, isDown: Bool, pad: GamepadID)
  /// As the pad tells it, with no dead zone: sticks from -1 to 1, triggers from 0 to 1.
  case gamepadAxis(GamepadAxis, Float, pad: GamepadID)
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
