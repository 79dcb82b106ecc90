import CSDL2
import CSDL2TTF
import GameLoop

/// The letters of a font at one size: each is rendered once, white, into a texture that many share, and
/// drawn from there in any colour.
final class GlyphCache {
  private struct Glyph {
    var texture: OpaquePointer?
    var source: SDL_Rect
    /// From the pen to the picture's left edge.
    var offset: Float
    var advance: Float
  }

  let lineHeight: Float
  private let font: OpaquePointer
  private let renderer: OpaquePointer
  private var glyphs: [UInt32: Glyph] = [:]
  private var pages: [OpaquePointer] = []
  /// Where the next glyph goes in the last page: glyphs stand in rows of the font's height.
  private var free = SDL_Point(x: pageSize, y: 0)

  private static let pageSize: Int32 = 256

  /// - Parameter file: stays where it is for as long as this lives.
  init(file: UnsafeMutableRawBufferPointer, size: Int32, renderer: OpaquePointer) throws {
    let memory = try require(
      SDL_RWFromConstMem(file.baseAddress, Int32(file.count)), "SDL_RWFromConstMem")
    font = try require(TTF_OpenFontRW(memory, 1, size), "TTF_OpenFont")
    lineHeight = Float(TTF_FontLineSkip(font))
    self.renderer = renderer
  }

  isolated deinit {
    for page in pages { SDL_DestroyTexture(page) }
    TTF_CloseFont(font)
  }

  func width(of line: Substring) -> Float {
    var width: Float = 0
    forEachGlyph(of: line) { glyph, x in width = x + glyph.advance }
    return width
  }

  func paint(_ line: Substring, at position: Vector, color: Color) {
    for page in pages { setTexture(page, tint: color, blend: .alpha) }
    forEachGlyph(of: line) { glyph, x in
      guard let texture = glyph.texture else { return }
      // A page made while this line is painted has not been given its colour.
      setTexture(texture, tint: color, blend: .alpha)
      var source = glyph.source
      var destination = SDL_FRect(
        x: position.x + x + glyph.offset, y: position.y, w: Float(source.w), h: Float(source.h))
      SDL_RenderCopyF(renderer, texture, &source, &destination)
    }
  }

  private func forEachGlyph(of line: Substring, _ body: (Glyph, _ x: Float) -> Void) {
    var x: Float = 0
    var previous: UInt32?
    for scalar in line.unicodeScalars {
      let glyph = glyph(scalar.value)
      if let previous { x += Float(TTF_GetFontKerningSizeGlyphs32(font, previous, scalar.value)) }
      body(glyph, x)
      x += glyph.advance
      previous = scalar.value
    }
  }

  private func glyph(_ scalar: UInt32) -> Glyph {
    if let glyph = glyphs[scalar] { return glyph }
    let glyph = render(scalar)
    glyphs[scalar] = glyph
    return glyph
  }

  private func render(_ scalar: UInt32) -> Glyph {
    var (left, advance): (Int32, Int32) = (0, 0)
    TTF_GlyphMetrics32(font, scalar, &left, nil, nil, nil, &advance)
    var glyph = Glyph(
      texture: nil, source: SDL_Rect(), offset: Float(min(0, left)), advance: Float(advance))
    let white = SDL_Color(r: 255, g: 255, b: 255, a: 255)
    // A blank has no picture, and a letter the font does not have is shown as the font shows those.
    guard let surface = TTF_RenderGlyph32_Blended(font, scalar, white) else { return glyph }
    defer { SDL_FreeSurface(surface) }
    if let place = place(width: surface.pointee.w, height: surface.pointee.h) {
      glyph.source = place.rect
      SDL_UpdateTexture(
        place.page, &glyph.source, surface.pointee.pixels, surface.pointee.pitch)
      glyph.texture = place.page
    }
    return glyph
  }

  private func place(width: Int32, height: Int32) -> (page: OpaquePointer, rect: SDL_Rect)? {
    let rowHeight = max(height, Int32(lineHeight)) + 1
    if free.x + width > Self.pageSize {
      free = SDL_Point(x: 0, y: pages.isEmpty ? Self.pageSize : free.y + rowHeight)
    }
    if free.y + rowHeight > Self.pageSize {
      guard let page = newPage(atLeast: max(width, rowHeight)) else { return nil }
      pages.append(page)
      free = SDL_Point(x: 0, y: 0)
    }
    defer { free.x += width + 1 }
    return (pages[pages.count - 1], SDL_Rect(x: free.x, y: free.y, w: width, h: height))
  }

  private func newPage(atLeast size: Int32) -> OpaquePointer? {
    let size = max(Self.pageSize, size)
    return SDL_CreateTexture(
      renderer, SDL_PIXELFORMAT_ARGB8888.rawValue, Int32(SDL_TEXTUREACCESS_STATIC.rawValue), size, size)
  }
}
