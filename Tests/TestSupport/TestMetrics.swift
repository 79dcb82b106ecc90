import GameLoop

/// A font to lay text out with by hand: letters are as wide as `widths` says or else half the size, lines as high
/// as the size.
@MainActor
public final class TestMetrics: FontMetrics {
  public let naturalSize: Float = 10
  public var widths: [Character: Float] = [:]
  /// By the two letters.
  public var kernings: [String: Float] = [:]
  /// The letters that the font does not have.
  public var lacking: Set<Character> = []
  /// How often the room of a letter was asked for.
  public fileprivate(set) var questions = 0

  public init() {}

  public func sized(_ size: Float) -> any SizedFontMetrics { Sized(font: self, size: size) }

  private final class Sized: SizedFontMetrics {
    let font: TestMetrics
    let size: Float

    init(font: TestMetrics, size: Float) {
      self.font = font
      self.size = size
    }

    var lineHeight: Float { size }
    var ascent: Float { size * 0.8 }
    var missingGlyph: Glyph { Glyph(id: 0, advance: size) }

    func glyph(for character: Character) -> Glyph? {
      font.questions += 1
      guard !font.lacking.contains(character), let scalar = character.unicodeScalars.first else {
        return nil
      }
      return Glyph(id: scalar.value, advance: (font.widths[character] ?? 0.5) * size)
    }

    func kerning(between left: GlyphID, and right: GlyphID) -> Float {
      guard let left = Unicode.Scalar(left), let right = Unicode.Scalar(right) else { return 0 }
      return (font.kernings[String(left) + String(right)] ?? 0) * size
    }
  }
}
