public nonisolated enum MouseButton: UInt8, Hashable, Sendable, CaseIterable {
  case left = 1
  case middle = 2
  case right = 3
}

/// A button of a gamepad, named by where it is: south is A on an Xbox pad and cross on a PlayStation's.
public nonisolated enum GamepadButton: UInt8, Hashable, Sendable, CaseIterable {
  case south, east, west, north
  case back, guide, start
  case leftStick, rightStick
  case leftShoulder, rightShoulder
  case up, down, left, right
}

/// An axis of a gamepad: sticks from -1 (left, up) to 1 (right, down), triggers from 0 to 1.
public nonisolated enum GamepadAxis: UInt8, Hashable, Sendable, CaseIterable {
  case leftX, leftY, rightX, rightY
  case leftTrigger, rightTrigger
}
