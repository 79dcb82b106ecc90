/// A text as it is painted: its lines, and each letter in its place.
///
/// All places are relative to the text's position, at the top of the first line and at that end or middle of
/// the lines which the alignment says. The same layout is measured and painted.
public nonisolated final class TextLayout: Sendable {
  public let text: String
  public let lines: [TextLine]
  /// All letters that are seen, line after line. Blanks are not among them.
  public let glyphs: [PlacedGlyph]
  /// The fonts of the glyphs.
  public let faces: [TextFace]
  /// The width of the widest line and the height of all.
  public let size: Vector

  init(
    text: String, lines: [TextLine], glyphs: [PlacedGlyph], faces: [TextFace], size: Vector
  ) {
    self.text = text
    self.lines = lines
    self.glyphs = glyphs
    self.faces = faces
    self.size = size
  }
}

nonisolated extension TextLayout: Hashable {
  public static func == (a: TextLayout, b: TextLayout) -> Bool {
    a === b
      || a.text == b.text && a.glyphs == b.glyphs && a.faces == b.faces && a.lines == b.lines
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(text)
    hasher.combine(size)
  }
}

/// One line of a layout.
public nonisolated struct TextLine: Sendable, Hashable {
  /// Its part of the text, without the line break; an ellipsis is not in it.
  public var text: Range<String.Index>
  /// Its part of the layout's glyphs.
  public var glyphs: Range<Int>
  /// Its upper left corner.
  public var origin: Vector
  public var width: Float
}

/// A letter in its place.
public nonisolated struct PlacedGlyph: Sendable, Hashable {
  public var id: GlyphID
  /// Which of the layout's faces has it.
  public var face: Int32
  /// The pen, at the top of a line of its face.
  public var position: Vector
}

/// A font at a size, as the one who paints it knows it.
public nonisolated struct TextFace: Sendable, Hashable {
  public var font: AssetID
  /// One that the font can be painted in.
  public var size: Float
  /// Where the glyphs are parts of textures.
  public var bitmap: BitmapFont?

  public static func == (a: TextFace, b: TextFace) -> Bool {
    a.font == b.font && a.size == b.size && a.bitmap === b.bitmap
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(font)
    hasher.combine(size)
  }
}
