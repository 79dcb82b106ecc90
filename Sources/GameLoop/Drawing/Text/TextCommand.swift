/// Text to draw: a layout, and where and how it is seen.
public nonisolated struct TextCommand: Sendable, Hashable {
  public var layout: TextLayout
  /// Where the layout's position is before it is scaled and rotated.
  public var position: Vector
  public var color: Color
  public var shadow: Color?
  public var outline: Color?
  /// The point of the canvas that stays where it is when the text is scaled and rotated.
  public var pivot: Vector
  public var rotation: Angle
  public var scale: Float

  public var text: String { layout.text }
}

/// One glyph of a text as a sprite: where its picture goes.
public nonisolated struct GlyphPlace: Sendable, Hashable {
  /// Where it is drawn before it is rotated.
  public var destination: Rect
  /// Rotates about this point, from the destination's upper left corner.
  public var pivot: Vector
}

nonisolated extension TextCommand {
  /// Tells how often the letters are painted, first to last: each time moved a little, and in what colour.
  public func forEachPass(_ paint: (_ offset: Vector, _ color: Color) -> Void) {
    let opacity = Float(color.alpha) / 255
    if let shadow { paint(outline == nil ? Vector(1, 1) : Vector(2, 2), shadow.faded(to: opacity)) }
    if let outline {
      let outline = outline.faded(to: opacity)
      for y in -1...1 {
        for x in -1...1 where x != 0 || y != 0 { paint(Vector(Float(x), Float(y)), outline) }
      }
    }
    paint(.zero, color)
  }

  /// Where the picture of a glyph goes.
  ///
  /// - Parameters:
  ///   - size: the picture's.
  ///   - pen: the glyph's own place in the layout.
  ///   - offset: that of the pass.
  public func place(pictureOf size: Vector, at pen: Vector, offset: Vector) -> GlyphPlace {
    // Upright text stands on whole pixels: its letters are crisp and equal wherever it is.
    let isUpright = rotation == .zero && scale == 1
    let origin = isUpright ? position.rounded(.toNearestOrAwayFromZero) : position
    let center = pivot + offset
    let corner = center + (origin - pivot + pen) * scale
    return GlyphPlace(
      destination: Rect(origin: corner, size: size * scale), pivot: center - corner)
  }
}
