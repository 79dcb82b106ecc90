import SwiftGameLoop

extension Canvas {
  /// Text in the game's letters, with a shadow: readable over anything.
  mutating func label(
    _ text: String, at position: Vector, _ font: Font, size: Float = 8, color: Color = Palette.soft,
    alignment: TextAlignment = .left
  ) {
    self.text(
      text, at: position, font: font, size: size, color: color, alignment: alignment,
      shadow: Palette.shadow)
  }

  /// A line in the middle.
  mutating func line(
    _ text: String, at y: Float, _ font: Font, size: Float = 8, color: Color = Palette.soft
  ) {
    label(text, at: Vector(bounds.center.x, y), font, size: size, color: color, alignment: .center)
  }
}

extension Tween<Color> {
  /// From one colour to another and back, for ever: to what is hardly seen, unless another is named.
  static func pulse(_ color: Color, _ other: Color? = nil) -> Tween {
    Tween(
      from: color, to: other ?? color.faded(to: 0.3), duration: .milliseconds(500), plays: .forever,
      returns: true)
  }
}
