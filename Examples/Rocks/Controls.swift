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
  init(_ input: Input) {
    let pad = input.gamepad
    let stick = pad.axis(.leftX)
    if input.isHeld(.left) || input.isHeld(.letter("a")) || pad.isHeld(.left) { turn -= 1 }
    if input.isHeld(.right) || input.isHeld(.letter("d")) || pad.isHeld(.right) { turn += 1 }
    if turn == 0 { turn = stick }
    isThrusting =
      input.isHeld(.up) || input.isHeld(.letter("w")) || pad.isHeld(.up)
      || pad.axis(.rightTrigger) > 0.3 || pad.axis(.leftY) < -0.6
    isShooting = input.isHeld(.space) || pad.isHeld(.south)
    isJumping =
      [Key.down, .letter("s"), .leftShift, .rightShift].contains { input.wasPressed($0) }
      || pad.wasPressed(.east)
  }
}
