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

extension Controls {
  /// What the player's hands say.
  init(_ actions: ActionStates) {
    turn = actions.axis(.turn)
    isThrusting = actions.isHeld(.thrust)
    isShooting = actions.isHeld(.shoot)
    isJumping = actions.wasPressed(.jump)
  }
}
