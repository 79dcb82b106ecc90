// Hello: a ship that flies where the arrow keys say. Run it with `Examples/run Hello`.
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
    velocity += tick.input.arrowKeys * 200 * tick.seconds
    position += velocity * tick.seconds
    position.clamp(lowerBound: .zero, upperBound: Self.settings.size)
  }

  func draw(on canvas: inout Canvas, _ frame: Frame) {
    canvas.clear(Color(0x101830))
    canvas.text("Hello! Fly with the arrow keys.", at: Vector(8, 8), font: font, size: 8)
    canvas.draw(ship, frame: Int(velocity.angle.turns * 64), at: position)
  }
}
