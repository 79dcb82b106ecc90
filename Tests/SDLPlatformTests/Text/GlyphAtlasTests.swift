import CSDL2
import CSDL2TTF
import GameLoop
import TestSupport
import Testing

@testable import SDLPlatform

/// The letters of a real font, in a renderer of the test's own.
@Suite("The atlas of letters")
final class GlyphAtlasTests {
  private let surface: UnsafeMutablePointer<SDL_Surface>
  private let drawing: SurfaceDrawing
  private let file: [UInt8]

  init() throws {
    try require(TTF_Init(), "TTF_Init")
    surface = try require(
      SDL_CreateRGBSurfaceWithFormat(0, 320, 200, 32, SDL_PIXELFORMAT_RGB888.rawValue), "surface")
    drawing = SurfaceDrawing(try SurfaceRenderer(surface, ownsSurface: true))
    file = try AssetFolder(besideSource: #filePath).read("fonts/pebble.ttf")
  }

  isolated deinit {
    TTF_Quit()
  }

  /// What is seen of the texts, painted from an atlas of such pages.
  private func picture(
    _ sizes: [Float], pageSize: Int32, mostPages: Int, rounds: Int = 1
  ) throws -> (image: Image, atlas: GlyphAtlas<SurfaceDrawing>) {
    let painter = TextPainter(drawing, pageSize: pageSize, mostPages: mostPages)
    defer { painter.close() }
    let font = Font(name: "pebble", id: AssetID(number: 5))
    font.metrics = try painter.add(font: file, as: font.id)
    for _ in 0..<rounds {
      drawing.clear(.black)
      var canvas = Canvas(size: Vector(320, 200))
      for (row, size) in sizes.enumerated() {
        canvas.text(
          "The quick brown fox jumps", at: Vector(0, Float(row * 24)), font: font, size: size)
      }
      for case .text(let text) in canvas.commands {
        painter.paint(text, texture: { _ in nil }, drawing.sprite(_:_:))
      }
    }
    drawing.flush()
    return (Image(copying: surface), painter.atlas)
  }

  @Test func `has the letters of several sizes in one page`() throws {
    let (_, atlas) = try picture([8, 12, 16], pageSize: 512, mostPages: 8)
    #expect(atlas.emptiedPages == 0)
  }

  @Test func `empties pages when they are full, and the picture stays right`() throws {
    let sizes: [Float] = [8, 12, 16, 20, 11, 9, 16, 8]
    let roomy = try picture(sizes, pageSize: 512, mostPages: 8)
    let narrow = try picture(sizes, pageSize: 64, mostPages: 2, rounds: 3)
    #expect(narrow.atlas.emptiedPages > 0)
    #expect(narrow.image == roomy.image)
  }

  @Test func `gives a letter that is larger than a page one of its own`() throws {
    let roomy = try picture([60, 8], pageSize: 512, mostPages: 8)
    let narrow = try picture([60, 8], pageSize: 32, mostPages: 1, rounds: 2)
    #expect(narrow.image == roomy.image)
  }

  @Test func `has no more pages than it may`() throws {
    let painter = TextPainter(drawing, pageSize: 64, mostPages: 3)
    defer { painter.close() }
    let font = Font(name: "pebble", id: AssetID(number: 5))
    font.metrics = try painter.add(font: file, as: font.id)
    var canvas = Canvas(size: Vector(320, 200))
    for size in 8..<60 { canvas.text("abcdefgh", at: .zero, font: font, size: Float(size)) }
    for case .text(let text) in canvas.commands {
      painter.paint(text, texture: { _ in nil }, drawing.sprite(_:_:))
    }
    #expect(painter.atlas.pageCount == 3)
  }

  @Test func `says before it empties a page`() throws {
    let painter = TextPainter(drawing, pageSize: 64, mostPages: 1)
    defer { painter.close() }
    let font = Font(name: "pebble", id: AssetID(number: 5))
    font.metrics = try painter.add(font: file, as: font.id)
    var said = 0
    painter.atlas.willEmptyPage = { said += 1 }
    var canvas = Canvas(size: Vector(320, 200))
    canvas.text("abcdefghijklmnopqrstuvwxyz", at: .zero, font: font, size: 24)
    for case .text(let text) in canvas.commands {
      painter.paint(text, texture: { _ in nil }, drawing.sprite(_:_:))
    }
    #expect(said > 0 && said == painter.atlas.emptiedPages)
  }
}
