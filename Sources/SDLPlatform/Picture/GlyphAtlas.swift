import CSDL2
import GameLoop

/// The pictures of letters, of all fonts and sizes together, packed into a few textures.
///
/// When these are full, the one that was not painted from for the longest time is emptied whole. So the memory is
/// bounded, and a text whose letters do not fit all at once is still painted right.
final class GlyphAtlas {
  /// Where a picture is, until its page is emptied.
  struct Place {
    fileprivate var page: Int
    fileprivate var generation: Int
    let rect: SDL_Rect
  }

  /// Called before what a texture shows is replaced: what is still to be drawn from it must be drawn now.
  var willEmptyPage: () -> Void = {}
  private(set) var emptiedPages = 0

  private let renderer: OpaquePointer
  private let pageSize: Int32
  private let mostPages: Int
  private var pages: [Page] = []
  private var time = 0
  private var hasReported = false

  fileprivate struct Page {
    var texture: OpaquePointer
    var size: Int32
    var shelves: [Shelf] = []
    /// Below the last shelf.
    var end: Int32 = 0
    var generation = 0
    var lastUse = 0
  }

  /// A row of pictures of about the same height.
  fileprivate struct Shelf {
    var y: Int32
    var height: Int32
    /// Right of the last picture.
    var end: Int32 = 0
  }

  init(renderer: OpaquePointer, pageSize: Int32, mostPages: Int) {
    self.renderer = renderer
    self.pageSize = pageSize
    self.mostPages = mostPages
  }

  /// Lets go of the textures, before their renderer goes.
  func close() {
    for page in pages { SDL_DestroyTexture(page.texture) }
    pages.removeAll()
  }

  var pageCount: Int { pages.count }

  /// What is used from now on counts as used later than all before.
  func tick() { time += 1 }

  /// The texture that a picture is in; nil if its page was emptied since.
  func texture(of place: Place) -> OpaquePointer? {
    guard place.page < pages.count, pages[place.page].generation == place.generation else {
      return nil
    }
    pages[place.page].lastUse = time
    return pages[place.page].texture
  }

  /// Takes a part of a surface of four bytes a pixel.
  ///
  /// - Returns: nil if the renderer has no texture for it.
  func add(_ part: SDL_Rect, of surface: UnsafeMutablePointer<SDL_Surface>) -> Place? {
    // One pixel between pictures, for textures that are smoothed.
    guard let (page, x, y) = room(width: part.w + 1, height: part.h + 1) else { return nil }
    var rect = SDL_Rect(x: x, y: y, w: part.w, h: part.h)
    let pitch = surface.pointee.pitch
    let pixels = surface.pointee.pixels + Int(part.y * pitch + part.x * 4)
    guard SDL_UpdateTexture(pages[page].texture, &rect, pixels, pitch) == 0 else {
      reportFailure()
      return nil
    }
    pages[page].lastUse = time
    return Place(page: page, generation: pages[page].generation, rect: rect)
  }

  // MARK: Room

  private func room(width: Int32, height: Int32) -> (page: Int, x: Int32, y: Int32)? {
    for page in pages.indices {
      if let place = pages[page].take(width, height) { return (page, place.x, place.y) }
    }
    guard let page = emptyPage(atLeast: max(width, height)),
      let place = pages[page].take(width, height)
    else { return nil }
    return (page, place.x, place.y)
  }

  private func emptyPage(atLeast least: Int32) -> Int? {
    let size = max(pageSize, least)
    if pages.count < mostPages {
      guard let texture = newTexture(size) else { return nil }
      pages.append(Page(texture: texture, size: size))
      return pages.count - 1
    }
    guard let oldest = pages.indices.min(by: { pages[$0].lastUse < pages[$1].lastUse }) else {
      return nil
    }
    willEmptyPage()
    emptiedPages += 1
    if pages[oldest].size != size {
      guard let texture = newTexture(size) else { return nil }
      SDL_DestroyTexture(pages[oldest].texture)
      pages[oldest].texture = texture
      pages[oldest].size = size
    } else {
      clear(pages[oldest].texture, size)
    }
    pages[oldest].shelves.removeAll(keepingCapacity: true)
    pages[oldest].end = 0
    pages[oldest].generation += 1
    return oldest
  }

  private func newTexture(_ size: Int32) -> OpaquePointer? {
    guard
      let texture = SDL_CreateTexture(
        renderer, SDL_PIXELFORMAT_ARGB8888.rawValue, Int32(SDL_TEXTUREACCESS_STATIC.rawValue), size,
        size)
    else {
      reportFailure()
      return nil
    }
    SDL_SetTextureBlendMode(texture, SDL_BLENDMODE_BLEND)
    clear(texture, size)
    return texture
  }

  private func clear(_ texture: OpaquePointer, _ size: Int32) {
    let blank = [UInt32](repeating: 0, count: Int(size * size))
    SDL_UpdateTexture(texture, nil, blank, size * 4)
  }

  private func reportFailure() {
    guard !hasReported else { return }
    hasReported = true
    report("letters cannot be shown: \(String(cString: SDL_GetError()))")
  }
}

extension GlyphAtlas.Page {
  /// Room on a shelf of about this height, or on a new one.
  fileprivate mutating func take(_ width: Int32, _ height: Int32) -> SDL_Point? {
    let found = shelves.indices.first {
      shelves[$0].height >= height && shelves[$0].height <= height + max(2, height / 4)
        && shelves[$0].end + width <= size
    }
    if let found { return shelves[found].take(width) }
    guard width <= size, end + height <= size else { return nil }
    shelves.append(.init(y: end, height: height))
    end += height
    return shelves[shelves.count - 1].take(width)
  }
}

extension GlyphAtlas.Shelf {
  fileprivate mutating func take(_ width: Int32) -> SDL_Point {
    defer { end += width }
    return SDL_Point(x: end, y: y)
  }
}
