/// Letters that are parts of textures. Other sizes than its own are whole multiples of that.
///
/// A game makes one with `Font(texture:cell:characters:)` or `assets.bitmapFont`.
public final class BitmapFont: FontMetrics {
  /// A letter in a texture.
  struct Picture {
    var page: Int
    /// In the texture's pixels.
    var source: Rect
    /// From the pen at the top of the line to the picture's upper left corner.
    var offset: Vector
  }

  public let naturalSize: Float
  let lineHeight: Float
  let ascent: Float
  let pages: [Texture]
  private let pictures: Pictures
  private let glyphs: [Character: Glyph]
  private let kernings: [UInt64: Float]
  private let space: Glyph
  private let missing: Glyph
  /// By scale, from one on.
  private var sizes: [ScaledBitmapFont?] = []

  private enum Pictures {
    /// Equal cells, along the rows: how many there are in a row is known when the texture is there.
    case cells(Vector)
    case parts([Picture])
  }

  init(
    texture: Texture, cell: Vector, characters: String, lineHeight: Float? = nil,
    ascent: Float? = nil
  ) {
    precondition(
      cell.x >= 1 && cell.y >= 1,
      """
      a letter of \(cell.x) × \(cell.y) of \(texture.name) has no pixels: give a cell of at least 1 × 1, in pixels
      """)
    naturalSize = cell.y
    self.lineHeight = lineHeight ?? cell.y
    self.ascent = ascent ?? cell.y
    pages = [texture]
    pictures = .cells(cell)
    var glyphs: [Character: Glyph] = [:]
    for (number, character) in characters.enumerated() where character != " " {
      glyphs[character] = Glyph(id: GlyphID(number), advance: cell.x)
    }
    self.glyphs = glyphs
    kernings = [:]
    space = Glyph(id: .invisible, advance: cell.x)
    missing = glyphs["\u{fffd}"] ?? glyphs["?"] ?? space
  }

  init(_ file: BitmapFontFile, pages: [Texture]) {
    naturalSize = file.size
    lineHeight = file.lineHeight
    ascent = file.ascent
    self.pages = pages
    pictures = .parts(file.pictures)
    glyphs = file.glyphs
    kernings = file.kernings
    space = glyphs[" "] ?? Glyph(id: .invisible, advance: (file.size / 3).rounded())
    missing = glyphs["\u{fffd}"] ?? glyphs["?"] ?? space
  }

  public func sized(_ size: Float) -> any SizedFontMetrics {
    let scale = min(max(1, (size / naturalSize).rounded()), 256)
    let index = Int(scale) - 1
    while sizes.count <= index { sizes.append(nil) }
    if let scaled = sizes[index] { return scaled }
    let scaled = ScaledBitmapFont(self, scale: scale)
    sizes[index] = scaled
    return scaled
  }

  /// Where a glyph is seen; nil for one that is not, or not yet.
  ///
  /// - Returns: the texture, the part of it in its pixels, and the picture's upper left corner from the pen at
  ///   the top of the line, at the font's own size.
  public func picture(of id: GlyphID) -> (texture: AssetID, source: Rect, offset: Vector)? {
    switch pictures {
    case .cells(let cell):
      guard id != .invisible, pages[0].state != .loading else { return nil }
      let columns = max(1, Int(pages[0].size.x / cell.x))
      let place = Vector(Float(Int(id) % columns), Float(Int(id) / columns))
      return (pages[0].id, Rect(origin: place * cell, size: cell), .zero)
    case .parts(let pictures):
      guard id < pictures.count else { return nil }
      let picture = pictures[Int(id)]
      let page = pages[picture.page]
      guard page.state != .loading, picture.source.size.x > 0, picture.source.size.y > 0 else {
        return nil
      }
      return (page.id, picture.source, picture.offset)
    }
  }

  fileprivate func glyph(for character: Character) -> Glyph? {
    if let glyph = glyphs[character] { return glyph }
    if character == " " { return space }
    guard character.isLowercase else { return nil }
    let capital = character.uppercased()
    return capital.count == 1 ? glyphs[Character(capital)] : nil
  }

  fileprivate func kerning(_ left: GlyphID, _ right: GlyphID) -> Float {
    kernings.isEmpty ? 0 : kernings[Self.pair(left, right)] ?? 0
  }

  fileprivate var missingGlyph: Glyph { missing }

  nonisolated static func pair(_ left: GlyphID, _ right: GlyphID) -> UInt64 {
    UInt64(left) << 32 | UInt64(right)
  }
}

/// A bitmap font at a whole multiple of its size.
private final class ScaledBitmapFont: SizedFontMetrics {
  private unowned let font: BitmapFont
  private let scale: Float

  init(_ font: BitmapFont, scale: Float) {
    self.font = font
    self.scale = scale
  }

  var size: Float { font.naturalSize * scale }
  var lineHeight: Float { font.lineHeight * scale }
  var ascent: Float { font.ascent * scale }
  var missingGlyph: Glyph { scaled(font.missingGlyph) }

  func glyph(for character: Character) -> Glyph? { font.glyph(for: character).map(scaled) }

  func kerning(between left: GlyphID, and right: GlyphID) -> Float {
    font.kerning(left, right) * scale
  }

  private func scaled(_ glyph: Glyph) -> Glyph {
    Glyph(id: glyph.id, advance: glyph.advance * scale)
  }
}
