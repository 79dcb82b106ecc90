import SwiftGameLoop
import TestSupport

extension Action {
  static let jump: Action = "jump"
  static let walk: Action = "walk"
  /// A key is called so, too.
  static let pause: Action = "pause"
  /// Bound to nothing.
  static let fly: Action = "fly"
}

/// A game that keeps what it is told.
final class TestedGame: Game {
  static let settings = GameSettings(title: "Tested", size: Vector(64, 32))
  let context: GameContext
  let sound: Sound
  var typed = ""
  var jumps = 0
  var pauses = 0
  var heldTicks = 0
  var walked: Float = 0
  var clicks: [Vector] = []
  var pads: [String] = []
  var hasFocus = true
  var color = Color.red

  init(_ context: GameContext) {
    self.context = context
    sound = context.assets.sound("rocks/select.wav")
    context.actions.bind(.jump, to: .key(.space))
    context.actions.bind(.walk, to: .axis(.leftX))
    context.actions.bind(.pause, to: .key(.letter("p")))
  }

  func update(_ tick: Tick) {
    typed += tick.input.typedText
    if tick.actions.wasPressed(.jump) { jumps += 1 }
    if tick.actions.wasPressed(.pause) { pauses += 1 }
    if tick.input.isHeld(.left) { heldTicks += 1 }
    walked += tick.actions.axis(.walk)
    if tick.input.mouse.wasPressed(.left) { clicks.append(tick.input.mouse.position) }
    pads = tick.input.gamepads.map(\.name)
    if tick.input.wasPressed(.enter) { context.sounds.play(sound, volume: 0.5) }
    if tick.input.wasPressed(.letter("s")) {
      context.saves.save(jumps, as: "jumps") { _ in }
    }
  }

  func draw(on canvas: inout Canvas, _ frame: Frame) {
    canvas.fill(Rect(x: 8, y: 8, width: 4, height: 4), color)
  }

  func focusChanged(hasFocus: Bool) { self.hasFocus = hasFocus }
}
