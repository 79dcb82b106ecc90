extension Canvas {
  /// Draws text. A line break begins a new line. The camera moves the text and does not scale it.
  ///
  /// - Parameters:
  ///   - size: the height of the font's em square; a pixel font is crisp at whole multiples of its own.
  ///   - position: of the first line's upper edge.
  public mutating func text(
    _ text: String, at position: Vector, font: Font, size: Float, color: Color = .white,
    alignment: TextAlignment = .left
  ) {
    record(
      TextCommand(
        text: text, font: font.id, size: size, position: view.apply(position),
        alignment: alignment, color: color))
  }
}
