import CSDL2
import CSDL2TTF
import GameLoop

/// The letters of a font at one size: what room they take, and their pictures, each of which is rendered once,
/// white, into the atlas.
final class GlyphCache: SizedFontMetrics {
  /// A letter's picture.
  struct Picture {
    /// Nil for a letter that shows nothing.
    fileprivate(set) var place: AtlasPlace?
    /// From the pen at the top of the line to the picture's upper left corner.
    fileprivate(set) var offset: Vector
  }

  let size: Float
  let lineHeight: Float
  let ascent: Float
  private unowned let face: FontFace
  private var glyphs: [GlyphID: Measures] = [:]
  private var pictures: [GlyphID: Picture] = [:]

  /// Is no letter in any font: SDL_ttf shows what the font has for those.
  private static let missing: GlyphID = 0x10ffff

  private struct Measures {
    var isThere: Bool
    /// Where the ink begins, from the pen.
    var left: Float = 0
    var advance: Float = 0
  }

  /// - Parameters:
  ///   - face: outlives this.
  ///   - font: the face's, set to the size; nil after it was closed.
  init(_ face: FontFace, size: Int32, font: OpaquePointer?) {
    self.face = face
    self.size = Float(size)
    lineHeight = font.map { Float(TTF_FontLineSkip($0)) } ?? Float(size)
    ascent = font.map { Float(TTF_FontAscent($0)) } ?? Float(size)
  }

  // MARK: Measures

  var missingGlyph: Glyph { Glyph(id: Self.missing, advance: measures(of: Self.missing).advance) }

  func glyph(for character: Character) -> Glyph? {
    let scalars = character.unicodeScalars
    let first = scalars[scalars.startIndex].value
    let measures = measures(of: first)
    guard measures.isThere else { return nil }
    if scalars.index(after: scalars.startIndex) == scalars.endIndex {
      return Glyph(id: first, advance: measures.advance)
    }
    return cluster(String(character), first: measures)
  }

  /// Letters that belong together are put together by SDL_ttf, which knows where the font has its marks.
  private func cluster(_ text: String, first: Measures) -> Glyph {
    let id = face.id(ofCluster: text)
    if let known = glyphs[id] { return Glyph(id: id, advance: known.advance) }
    var measures = first
    if !text.unicodeScalars.dropFirst().allSatisfy(\.isMark), let width = width(of: text) {
      measures.advance = width + min(0, first.left)
    }
    glyphs[id] = measures
    return Glyph(id: id, advance: measures.advance)
  }

  private func measures(of scalar: UInt32) -> Measures {
    if let known = glyphs[scalar] { return known }
    guard let font = face.use(size: Int32(size)) else { return Measures(isThere: false) }
    var (left, advance): (Int32, Int32) = (0, 0)
    TTF_GlyphMetrics32(font, scalar, &left, nil, nil, nil, &advance)
    let measures = Measures(
      isThere: TTF_GlyphIsProvided32(font, scalar) != 0, left: Float(left), advance: Float(advance))
    glyphs[scalar] = measures
    return measures
  }

  func kerning(between left: GlyphID, and right: GlyphID) -> Float {
    (face.kerning.between(left, right) * size).rounded()
  }

  private func width(of text: String) -> Float? {
    guard let font = face.use(size: Int32(size)) else { return nil }
    var width: Int32 = 0
    return TTF_SizeUTF8(font, text, &width, nil) == 0 ? Float(width) : nil
  }

  // MARK: Pictures

  /// The picture of a glyph, which is in the atlas when this returns.
  func picture<Way: Drawing>(
    of id: GlyphID, in atlas: GlyphAtlas<Way>
  ) -> (Way.Picture, SDL_Rect, Vector)? {
    if let picture = pictures[id] {
      guard let place = picture.place else { return nil }
      if let texture = atlas.texture(of: place) { return (texture, place.rect, picture.offset) }
    }
    let picture = render(id, into: atlas)
    pictures[id] = picture
    guard let place = picture.place, let texture = atlas.texture(of: place) else { return nil }
    return (texture, place.rect, picture.offset)
  }

  private func render(_ id: GlyphID, into atlas: GlyphAtlas<some Drawing>) -> Picture {
    var picture = Picture(place: nil, offset: .zero)
    guard let font = face.use(size: Int32(size)) else { return picture }
    let white = SDL_Color(r: 255, g: 255, b: 255, a: 255)
    let cluster = face.cluster(id)
    let surface =
      cluster.map { TTF_RenderUTF8_Blended(font, $0, white) }
      ?? TTF_RenderGlyph32_Blended(font, id, white)
    // A blank has no picture.
    guard let surface else { return picture }
    defer { SDL_FreeSurface(surface) }
    guard let ink = Self.ink(of: surface) else { return picture }
    let first = cluster?.unicodeScalars.first?.value ?? id
    // The surface begins at the pen, or where the letter begins left of it.
    let left = min(0, measures(of: first).left)
    picture.offset = Vector(left + Float(ink.x), Float(ink.y))
    picture.place = atlas.add(ink, of: surface)
    return picture
  }

  /// The part of a surface that is not clear: less to keep, and less to paint.
  private static func ink(of surface: UnsafeMutablePointer<SDL_Surface>) -> SDL_Rect? {
    let (width, height) = (Int(surface.pointee.w), Int(surface.pointee.h))
    var (left, top, right, bottom) = (width, height, -1, -1)
    for y in 0..<height {
      let row = (surface.pointee.pixels + y * Int(surface.pointee.pitch))
        .assumingMemoryBound(to: UInt32.self)
      for x in 0..<width where row[x] & 0xff00_0000 != 0 {
        (left, right) = (min(left, x), max(right, x))
        (top, bottom) = (min(top, y), y)
      }
    }
    guard right >= left else { return nil }
    return SDL_Rect(
      x: Int32(left), y: Int32(top), w: Int32(right - left + 1), h: Int32(bottom - top + 1))
  }
}

nonisolated extension Unicode.Scalar {
  /// Whether it changes the letter before it and takes no room.
  fileprivate var isMark: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: true
    default: properties.isDefaultIgnorableCodePoint
    }
  }
}
