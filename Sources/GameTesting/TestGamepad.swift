import GameLoop

/// A gamepad in the hands of a test: `tester.connectGamepad()`.
///
///     let pad = tester.connectGamepad()
///     pad.push(.left, to: Vector(1, 0))
///     pad.press(.south)
///     tester.run(frames: 30)
///     pad.disconnect()
public final class TestGamepad {
  public let id: GamepadID
  private weak var host: TesterHost?

  init(_ id: GamepadID, of host: TesterHost) {
    self.id = id
    self.host = host
  }

  public func press(_ button: GamepadButton) { set(button, isDown: true) }
  public func release(_ button: GamepadButton) { set(button, isDown: false) }

  /// Pushes a stick: to a point of length 0 to 1, x to the right, y down.
  public func push(_ stick: GamepadStick, to place: Vector) {
    push(stick == .left ? .leftX : .rightX, to: place.x)
    push(stick == .left ? .leftY : .rightY, to: place.y)
  }

  /// Pushes an axis, or pulls a trigger: 0 lets go of it.
  public func push(_ axis: GamepadAxis, to place: Float) {
    tell(.gamepadAxis(axis, place, pad: id))
  }

  public func disconnect() {
    tell(.gamepadDisconnected(id))
    host?.gamepads.removeAll { $0 === self }
  }

  private func set(_ button: GamepadButton, isDown: Bool) {
    if let (axis, place) = Self.axis(of: button) {
      push(axis, to: isDown ? place : 0)
    } else {
      tell(.gamepadButton(button, isDown: isDown, pad: id))
    }
  }

  /// Triggers and the directions of sticks are told as axes.
  private static func axis(of button: GamepadButton) -> (GamepadAxis, Float)? {
    switch button {
    case .leftTrigger: (.leftTrigger, 1)
    case .rightTrigger: (.rightTrigger, 1)
    case .leftStickLeft: (.leftX, -1)
    case .leftStickRight: (.leftX, 1)
    case .leftStickUp: (.leftY, -1)
    case .leftStickDown: (.leftY, 1)
    case .rightStickLeft: (.rightX, -1)
    case .rightStickRight: (.rightX, 1)
    case .rightStickUp: (.rightY, -1)
    case .rightStickDown: (.rightY, 1)
    default: nil
    }
  }

  private func tell(_ event: InputEvent) { host?.tell(.input(event)) }
}
