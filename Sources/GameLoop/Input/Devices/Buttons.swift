public nonisolated enum MouseButton: UInt8, NumberedButton, CaseIterable {
  case left = 1
  case middle = 2
  case right = 3
  /// The buttons at the thumb, where there are some.
  case back = 4
  case forward = 5

  public typealias Bits = UInt8
  public var number: Int { Int(rawValue) }
}

/// A button of a gamepad, named by where it is: south is A on an Xbox pad and cross on a PlayStation's.
///
/// Triggers and the directions of the sticks are buttons, too: they go down when they are pushed most of the way
/// and up when they are let go most of it.
public nonisolated enum GamepadButton: UInt8, NumberedButton, CaseIterable {
  case south, east, west, north
  case back, guide, start
  /// The stick itself, pressed down.
  case leftStick, rightStick
  case leftShoulder, rightShoulder
  /// The direction buttons.
  case up, down, left, right
  /// Share, microphone or capture.
  case misc
  case paddle1, paddle2, paddle3, paddle4
  case touchpad

  case leftTrigger, rightTrigger
  case leftStickLeft, leftStickRight, leftStickUp, leftStickDown
  case rightStickLeft, rightStickRight, rightStickUp, rightStickDown

  public typealias Bits = UInt32
  public var number: Int { Int(rawValue) }

  /// Whether it is one that a pad tells as a button, and not an axis that is pushed.
  public var isReal: Bool { rawValue <= Self.touchpad.rawValue }
}

/// An axis of a gamepad: sticks from -1 (left, up) to 1 (right, down), triggers from 0 to 1.
public nonisolated enum GamepadAxis: UInt8, Hashable, Sendable, CaseIterable {
  case leftX, leftY, rightX, rightY
  case leftTrigger, rightTrigger

  /// What is a button of it: pushed to the left, up; to the right, down, or pulled.
  var buttons: (negative: GamepadButton?, positive: GamepadButton) {
    switch self {
    case .leftX: (.leftStickLeft, .leftStickRight)
    case .leftY: (.leftStickUp, .leftStickDown)
    case .rightX: (.rightStickLeft, .rightStickRight)
    case .rightY: (.rightStickUp, .rightStickDown)
    case .leftTrigger: (nil, .leftTrigger)
    case .rightTrigger: (nil, .rightTrigger)
    }
  }
}

public nonisolated enum GamepadStick: UInt8, Hashable, Sendable, CaseIterable {
  case left, right

  var axes: (x: GamepadAxis, y: GamepadAxis) {
    switch self {
    case .left: (.leftX, .leftY)
    case .right: (.rightX, .rightY)
    }
  }
}
