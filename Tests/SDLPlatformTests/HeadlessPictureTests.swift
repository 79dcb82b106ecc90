import GameLoop
import TaskQueues
import TestSupport
import Testing

@testable import SDLPlatform

@Suite("The headless picture")
struct HeadlessPictureTests {
  private let host: HeadlessHost
  private var canvas = Canvas(size: Vector(64, 32))

  init() throws {
    host = try HeadlessHost(settings: GameSettings(title: "Test", size: Vector(64, 32)))
  }

  private func picture() throws -> Image {
    _ = host.present(canvas)
    return try host.screenshot()
  }

  @Test mutating func `shows rectangles where they are, over what was there`() throws {
    canvas.clear(Color(0x102030))
    canvas.fill(Rect(x: 10, y: 5, width: 4, height: 3), Color(0xff0000))
    canvas.fill(Rect(x: 12, y: 5, width: 1, height: 1), Color(0xffffff, alpha: 128))
    let image = try picture()
    #expect(image.color(9, 5) == Color(0x102030))
    #expect(image.color(10, 5) == Color(0xff0000))
    #expect(image.color(13, 7) == Color(0xff0000))
    #expect(image.color(14, 7) == Color(0x102030))
    #expect(image.color(12, 5).green > 100)
  }

  @Test mutating func `shows a texture tinted, and adds light`() throws {
    let texture = try addTexture(Color(0x808080))
    canvas.clear(Color(0x404040))
    canvas.draw(texture, at: Vector(0, 0), origin: .zero, tint: Color(0xff0000))
    canvas.draw(texture, at: Vector(32, 0), origin: .zero, blend: .additive)
    let image = try picture()
    #expect(image.color(2, 2) == Color(0x800000))
    #expect(image.color(34, 2) == Color(0xc0c0c0))
  }

  @Test mutating func `shows a placeholder for a texture that is not there`() throws {
    canvas.clear(.black)
    canvas.draw(Texture(name: "missing", id: AssetID(number: 77)), at: Vector(20, 16))
    #expect(try picture().color(12, 8) != .black)
  }

  @Test mutating func `shows text at its alignment`() throws {
    let font = Font(name: "pebble", id: AssetID(number: 5))
    let file = try AssetFolder(besideSource: #filePath).read("fonts/pebble.ttf")
    font.metrics = try host.add(font: file, as: font.id)
    canvas.clear(.black)
    canvas.text(
      "I", at: Vector(64, 0), font: font, size: 8, color: Color(0x00ff00), alignment: .right)
    let image = try picture()
    let lit = (0..<64).filter { x in (0..<10).contains { image.color(x, $0) == Color(0x00ff00) } }
    #expect(lit.allSatisfy { $0 >= 58 } && !lit.isEmpty)
  }

  @Test mutating func `is the same, pixel by pixel, for the same canvas`() throws {
    canvas.clear(.black)
    canvas.line(from: Vector(1, 1), to: Vector(50, 30), Color(0x00ff88))
    canvas.draw(try addTexture(.white), at: Vector(30, 15), rotation: .degrees(30))
    let first = try picture()
    #expect(try picture() == first)
  }

  private func addTexture(_ color: Color) throws -> Texture {
    let texture = Texture(name: "test", id: AssetID(number: 1))
    let pixel = [color.red, color.green, color.blue, color.alpha]
    try host.add(
      Image(width: 16, height: 16, pixels: (0..<256).flatMap { _ in pixel }), as: texture.id)
    return texture
  }
}

extension Image {
  func color(_ x: Int, _ y: Int) -> Color {
    let at = (y * width + x) * 4
    return Color(red: pixels[at], green: pixels[at + 1], blue: pixels[at + 2])
  }
}
