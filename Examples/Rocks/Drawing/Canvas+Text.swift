import SwiftGameLoop

extension Canvas {
  /// Text with a shadow, readable over anything.
  mutating func label(
    _ text: String, at position: Vector, _ font: Font, size: Float = 8, color: Color = Palette.soft,
    alignment: TextAlignment = .left
  ) {
    let place = position.rounded(.toNearestOrEven)
    let shadow = Palette.shadow.faded(to: Float(color.alpha) / 255)
    self.text(
      text, at: place + Vector(1, 1), font: font, size: size, color: shadow, alignment: alignment)
    self.text(text, at: place, font: font, size: size, color: color, alignment: alignment)
  }
}
