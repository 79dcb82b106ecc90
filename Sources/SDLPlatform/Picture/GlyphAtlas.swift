import CSDL2
import GameLoop

/// The pictures of letters, of all fonts and sizes together, packed into a few textures.
///
/// When these are full, the one that was not painted from for the longest time is emptied whole. So the memory is
/// bounded, and a text whose letters do not fit all at once is still painted right.
final class GlyphAtlas<Way: Drawing> {
  /// Called before what a texture shows is replaced: what is still to be drawn from it must be drawn now.
  var willEmptyPage: () -> Void = {}
  private(set) var emptiedPages = 0

  private let drawing: Way
  private let pageSize: Int32
  private let mostPages: Int
  private var pages: [Page] = []
  private var time = 0
  private var hasReported = false

  private struct Page {
    var texture: Way.Picture
    var shelves: Shelves
    var generation = 0
    var lastUse = 0
  }

  init(_ drawing: Way, pageSize: Int32, mostPages: Int) {
    self.drawing = drawing
    self.pageSize = pageSize
    self.mostPages = mostPages
  }

  /// Lets go of the textures, before their renderer goes.
  func close() {
    pages.removeAll()
  }

  var pageCount: Int { pages.count }

  /// What is used from now on counts as used later than all before.
  func tick() { time += 1 }

  /// The texture that a picture is in; nil if its page was emptied since.
  func texture(of place: AtlasPlace) -> Way.Picture? {
    guard place.page < pages.count, pages[place.page].generation == place.generation else {
      return nil
    }
    pages[place.page].lastUse = time
    return pages[place.page].texture
  }

  /// Takes a part of a surface of four bytes a pixel.
  ///
  /// - Returns: nil if the renderer has no texture for it.
  func add(_ part: SDL_Rect, of surface: UnsafeMutablePointer<SDL_Surface>) -> AtlasPlace? {
    // One pixel between pictures, for textures that are smoothed.
    guard let (page, x, y) = room(width: part.w + 1, height: part.h + 1) else { return nil }
    let rect = SDL_Rect(x: x, y: y, w: part.w, h: part.h)
    let pitch = surface.pointee.pitch
    let pixels = surface.pointee.pixels + Int(part.y * pitch + part.x * 4)
    drawing.update(pages[page].texture, rect, pixels, pitch: pitch)
    pages[page].lastUse = time
    return AtlasPlace(page: page, generation: pages[page].generation, rect: rect)
  }

  // MARK: Room

  private func room(width: Int32, height: Int32) -> (page: Int, x: Int32, y: Int32)? {
    for page in pages.indices {
      if let place = pages[page].shelves.take(width, height) { return (page, place.x, place.y) }
    }
    guard let page = emptyPage(atLeast: max(width, height)),
      let place = pages[page].shelves.take(width, height)
    else { return nil }
    return (page, place.x, place.y)
  }

  private func emptyPage(atLeast least: Int32) -> Int? {
    let size = max(pageSize, least)
    if pages.count < mostPages {
      guard let texture = newTexture(size) else { return nil }
      pages.append(Page(texture: texture, shelves: Shelves(size: size)))
      return pages.count - 1
    }
    guard let oldest = pages.indices.min(by: { pages[$0].lastUse < pages[$1].lastUse }) else {
      return nil
    }
    willEmptyPage()
    emptiedPages += 1
    if pages[oldest].shelves.size != size {
      guard let texture = newTexture(size) else { return nil }
      pages[oldest].texture = texture
    } else {
      clear(pages[oldest].texture, size)
    }
    pages[oldest].shelves = Shelves(size: size)
    pages[oldest].generation += 1
    return oldest
  }

  private func newTexture(_ size: Int32) -> Way.Picture? {
    do {
      let texture = try drawing.page(size: size)
      clear(texture, size)
      return texture
    } catch {
      if !hasReported { report("letters cannot be shown: \(error)") }
      hasReported = true
      return nil
    }
  }

  private func clear(_ texture: Way.Picture, _ size: Int32) {
    let blank = [UInt32](repeating: 0, count: Int(size * size))
    drawing.update(
      texture, SDL_Rect(x: 0, y: 0, w: size, h: size), blank, pitch: size * 4)
  }
}

/// Where a picture is, until its page is emptied.
struct AtlasPlace {
  fileprivate var page: Int
  fileprivate var generation: Int
  let rect: SDL_Rect
}

/// The rows of a page, each of pictures of about the same height.
private struct Shelves {
  private struct Shelf {
    var y: Int32
    var height: Int32
    /// Right of the last picture.
    var end: Int32 = 0
  }

  let size: Int32
  private var shelves: [Shelf] = []
  /// Below the last shelf.
  private var end: Int32 = 0

  init(size: Int32) { self.size = size }

  /// Room on a shelf of about this height, or on a new one.
  mutating func take(_ width: Int32, _ height: Int32) -> SDL_Point? {
    let found = shelves.indices.first {
      shelves[$0].height >= height && shelves[$0].height <= height + max(2, height / 4)
        && shelves[$0].end + width <= size
    }
    if let found { return take(width, on: found) }
    guard width <= size, end + height <= size else { return nil }
    shelves.append(Shelf(y: end, height: height))
    end += height
    return take(width, on: shelves.count - 1)
  }

  private mutating func take(_ width: Int32, on shelf: Int) -> SDL_Point {
    defer { shelves[shelf].end += width }
    return SDL_Point(x: shelves[shelf].end, y: shelves[shelf].y)
  }
}
