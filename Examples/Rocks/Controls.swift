import SwiftGameLoop

/// What a pilot wants in a tick, whoever the pilot is.
struct Controls: Equatable {
  /// From -1, left, to 1, right.
  var turn: Float = 0
  var isThrusting = false
  var isShooting = false
  var isJumping = false

  static let none = Controls()
}

extension Action {
  fileprivate static let turn: Action = "turn"
  fileprivate static let thrust: Action = "thrust"
  fileprivate static let shoot: Action = "shoot"
  fileprivate static let jump: Action = "jump"
}

extension Controls {
  static func bind(_ actions: Actions) {
    actions.bind(.turn, negative: .key(.left), positive: .key(.right))
    actions.bind(.turn, negative: .key(.letter("a")), positive: .key(.letter("d")))
    actions.bind(.turn, negative: .gamepad(.left), positive: .gamepad(.right))
    actions.bind(.turn, to: .axis(.leftX))
    actions.bind(
      .thrust, to: .key(.up), .key(.letter("w")), .gamepad(.up), .gamepad(.rightTrigger),
      .gamepad(.leftStickUp))
    actions.bind(.shoot, to: .key(.space), .gamepad(.south))
    actions.bind(
      .jump, to: .key(.down), .key(.letter("s")), .key(.leftShift), .key(.rightShift),
      .gamepad(.east))
  }

  /// What the player's hands say.
  init(_ actions: ActionStates) {
    turn = actions.axis(.turn)
    isThrusting = actions.isHeld(.thrust)
    isShooting = actions.isHeld(.shoot)
    isJumping = actions.wasPressed(.jump)
  }
}
