/// Names a glyph among those of one font. What it means is the font's own business.
public typealias GlyphID = UInt32

nonisolated extension GlyphID {
  /// Takes its place and has no picture.
  public static let invisible = GlyphID.max
}

/// A letter as a font has it at one size.
public nonisolated struct Glyph: Sendable, Hashable {
  public var id: GlyphID
  /// From this letter's pen position to that of the next, in pixels.
  public var advance: Float

  public init(id: GlyphID, advance: Float) {
    self.id = id
    self.advance = advance
  }
}

/// How much room a font's letters take. Whoever paints a font gives this, so that text is laid out by the
/// measures it is painted with.
public protocol FontMetrics: AnyObject {
  /// The size that text is in that asks for none.
  var naturalSize: Float { get }

  /// The font at the nearest size it can be painted in. Asked again for the same size it allocates nothing.
  func sized(_ size: Float) -> any SizedFontMetrics
}

/// A font at one size. All measures are in pixels.
public protocol SizedFontMetrics: AnyObject {
  /// The size that it is really painted in.
  var size: Float { get }
  /// From the top of a line to the top of the next.
  var lineHeight: Float { get }
  /// From the top of a line to the foot of its letters.
  var ascent: Float { get }
  /// What is seen instead of a letter that the font does not have.
  var missingGlyph: Glyph { get }

  /// A letter; nil if the font does not have it.
  func glyph(for character: Character) -> Glyph?

  /// What is added between two glyphs that stand side by side, mostly less than zero.
  func kerning(between left: GlyphID, and right: GlyphID) -> Float
}

/// What a font is taken for until it is there: every letter half as wide as the font's size, every line a
/// fifth higher.
final class EstimatedMetrics: FontMetrics, SizedFontMetrics {
  static let shared = EstimatedMetrics()

  let naturalSize: Float = 16
  private(set) var size: Float = 16

  func sized(_ size: Float) -> any SizedFontMetrics {
    if size == self.size { return self }
    let metrics = EstimatedMetrics()
    metrics.size = size
    return metrics
  }

  var lineHeight: Float { (size * 1.2).rounded() }
  var ascent: Float { (size * 0.9).rounded() }
  var missingGlyph: Glyph { Glyph(id: .invisible, advance: (size / 2).rounded()) }
  func glyph(for character: Character) -> Glyph? { missingGlyph }
  func kerning(between left: GlyphID, and right: GlyphID) -> Float { 0 }
}
