/// What a host can do with the player's devices, where it has some. A host without them does nothing.
@MainActor
public protocol InputDevices: AnyObject {
  /// Text is typed from now on, around this place of the game's picture: keyboards on the screen and lists of
  /// candidates keep beside it.
  func beginTextInput(at area: Rect?)
  func endTextInput()
  func showCursor(_ isVisible: Bool)
  /// Whether the mouse moves without end, and no pointer with it.
  func captureMouse(_ isCaptured: Bool)
  /// - Returns: whether the pad can do it.
  func rumble(_ pad: GamepadID, low: Float, high: Float, for duration: Duration) -> Bool
}

extension InputDevices {
  public func beginTextInput(at area: Rect?) {}
  public func endTextInput() {}
  public func showCursor(_ isVisible: Bool) {}
  public func captureMouse(_ isCaptured: Bool) {}
  public func rumble(_ pad: GamepadID, low: Float, high: Float, for duration: Duration) -> Bool {
    false
  }
}

/// Typing of text, as opposed to keys: it is composed as the player's keyboard and language have it, and comes as
/// `tick.input.typed`.
public final class TextInput {
  private let devices: any InputDevices
  /// Whether text is typed now.
  public private(set) var isActive = false

  init(_ devices: any InputDevices) { self.devices = devices }

  /// Text is typed from now on. At first it is not, so that nothing is composed of keys that fly a ship.
  ///
  /// - Parameter area: where in the game's picture it appears, for lists of candidates to keep beside it.
  public func begin(at area: Rect? = nil) {
    isActive = true
    devices.beginTextInput(at: area)
  }

  public func end() {
    isActive = false
    devices.endTextInput()
  }
}

/// The mouse's pointer. What the mouse does is in `tick.input.mouse`.
public final class Mouse {
  private let devices: any InputDevices

  init(_ devices: any InputDevices) { self.devices = devices }

  /// Whether the pointer is seen over the window.
  public var isCursorVisible = true {
    didSet { devices.showCursor(isCursorVisible) }
  }

  /// Whether the mouse moves without end, for looking around: no pointer is seen and `motion` tells all. Let go of it
  /// in menus.
  public var isCaptured = false {
    didSet { devices.captureMouse(isCaptured) }
  }
}

extension GameContext {
  /// Shakes a gamepad; what shook it before ends.
  ///
  ///     context.rumble(tick.input.gamepads[0], low: 0.5, for: .milliseconds(150))
  ///
  /// - Parameters:
  ///   - low: how strong the slow, heavy motor is, from 0 to 1.
  ///   - high: how strong the quick, light motor is, from 0 to 1.
  /// - Returns: whether it can: not every pad has motors, and one may be gone.
  @discardableResult
  public func rumble(
    _ pad: GamepadState, low: Float = 0, high: Float = 0, for duration: Duration
  ) -> Bool {
    guard let id = pad.id, pad.isConnected else { return false }
    return inputDevices.rumble(
      id, low: min(max(low, 0), 1), high: min(max(high, 0), 1), for: max(duration, .zero))
  }
}
