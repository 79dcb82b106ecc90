// Hello: a ship that follows the arrow keys. Run it with `Examples/run Hello`.
import SwiftGameLoop

@main
final class Hello: Game {
  static let settings = GameSettings(title: "Hello", size: Vector(320, 180), windowScale: 3)

  let ship: SpriteSheet
  let font: Font
  var position = Vector(160, 90)
  var velocity = Vector.zero

  init(_ context: GameContext) {
    ship = context.assets.sheet("rocks/ship.png", frameSize: Vector(32, 32))
    font = context.assets.font("fonts/pebble.ttf")
  }

  func update(_ tick: Tick) {
    if tick.input.isHeld(.left) { velocity.x -= 4 }
    if tick.input.isHeld(.right) { velocity.x += 4 }
    if tick.input.isHeld(.up) { velocity.y -= 4 }
    if tick.input.isHeld(.down) { velocity.y += 4 }
    position = (position + velocity * tick.seconds).clamped(lowerBound: .zero, upperBound: Vector(320, 180))
  }

  func draw(on canvas: inout Canvas, _ frame: Frame) {
    canvas.clear(Color(0x101830))
    canvas.text("Hello! Fly with the arrow keys.", at: Vector(160, 12), font: font, size: 8, alignment: .center)
    canvas.draw(ship, frame: Int(velocity.angle.normalized.turns * 64), at: position)
  }
}
