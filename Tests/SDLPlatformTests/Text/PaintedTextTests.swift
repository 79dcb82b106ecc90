import TestSupport
import Testing

@testable import GameLoop
@testable import SDLPlatform

@Suite("Painted text")
struct PaintedTextTests {
  private let host: HeadlessHost
  private var canvas = Canvas(size: Vector(96, 48))

  init() throws {
    host = try HeadlessHost(settings: GameSettings(title: "Test", size: Vector(96, 48)))
    canvas.clear(.black)
  }

  private func font() throws -> Font {
    let font = Font(name: "pebble", id: AssetID(number: 5))
    let file = try AssetFolder(besideSource: #filePath).read("fonts/pebble.ttf")
    font.metrics = try host.add(font: file, as: font.id)
    return font
  }

  private func picture() throws -> Image {
    _ = host.present(canvas)
    return try host.screenshot()
  }

  @Test mutating func `is in built-in letters without any file`() throws {
    canvas.text("I", at: Vector(10, 10), color: Color(0xff0000))
    let image = try picture()
    #expect(image.columns { $0 == Color(0xff0000) } == 11...13)
    #expect(image.rows { $0 == Color(0xff0000) } == 10...16)
  }

  @Test mutating func `has each pixel as a square in multiples of its size`() throws {
    canvas.text("I", at: Vector(10, 10), size: 24)
    let image = try picture()
    #expect(image.columns { $0 == .white } == 13...21)
    #expect(image.rows { $0 == .white } == 10...30)
    #expect(image.colors == [.black, .white])
  }

  @Test mutating func `is inside of what was measured`() throws {
    let font = try font()
    let text = "Äg|jÅ,"
    let size = font.size(of: text, size: 16)
    canvas.text(text, at: Vector(10, 5), font: font, size: 16)
    let image = try picture()
    let columns = try #require(image.columns { $0 != .black })
    let rows = try #require(image.rows { $0 != .black })
    #expect(columns.lowerBound >= 9 && Float(columns.upperBound) <= 10 + size.x)
    #expect(rows.lowerBound >= 5 && Float(rows.upperBound) < 5 + size.y)
  }

  @Test mutating func `has its shadow below and its outline around`() throws {
    canvas.text("I", at: Vector(10, 10), color: .white, outline: Color(0x0000ff))
    canvas.text("I", at: Vector(40, 10), color: .white, shadow: Color(0x00ff00))
    let image = try picture()
    #expect(image.columns { $0 == Color(0x0000ff) } == 10...14)
    #expect(image.rows { $0 == Color(0x0000ff) } == 9...17)
    #expect(image.columns { $0 == Color(0x00ff00) } == 42...44)
    #expect(image.rows { $0 == Color(0x00ff00) } == 11...17)
  }

  @Test mutating func `is rotated about its position`() throws {
    canvas.text("IIII", at: Vector(40, 10), rotation: .degrees(90))
    let image = try picture()
    let columns = try #require(image.columns { $0 != .black })
    let rows = try #require(image.rows { $0 != .black })
    #expect(columns.lowerBound >= 32 && columns.upperBound <= 40)
    #expect(rows.lowerBound >= 10 && rows.upperBound <= 34 && rows.count > 20)
  }

  @Test mutating func `shows a letter with its accent alike, composed or not`() throws {
    let font = try font()
    canvas.text("é", at: Vector(4, 4), font: font, size: 16)
    let composed = try picture()
    canvas.clear(.black)
    // Not the same string: a blank keeps it from being the layout of the first.
    canvas.text("e\u{301} ", at: Vector(4, 4), font: font, size: 16)
    #expect(try picture() == composed)
  }

  @Test mutating func `shows the box of the font for a letter that it does not have`() throws {
    let font = try font()
    canvas.text("🦊", at: Vector(4, 4), font: font, size: 16)
    let image = try picture()
    #expect(image.colors.count > 1)
    canvas.clear(.black)
    canvas.text("\u{10348}", at: Vector(4, 4), font: font, size: 16)
    #expect(try picture() == image)
  }

  @Test mutating func `is in letters of the fallback where the font has none`() throws {
    let font = try font()
    let letter = Font(
      texture: try addTexture(Color(0x00ff00)), cell: Vector(8, 8), characters: "☃")
    font.fallback = letter
    canvas.text("☃", at: Vector(4, 4), font: font, size: 8)
    #expect(try picture().colors == [.black, Color(0x00ff00)])
  }

  @Test mutating func `does not outlive its host in what it asks of it`() throws {
    let font = try font()
    var host: HeadlessHost? = try HeadlessHost(
      settings: GameSettings(title: "Second", size: Vector(8, 8)))
    let file = try AssetFolder(besideSource: #filePath).read("fonts/pebble.ttf")
    font.metrics = try host?.add(font: file, as: font.id)
    host = nil
    #expect(font.size(of: "never seen", size: 33).y > 0)
  }

  @Test func `refuses a file that is no font`() {
    #expect(throws: SDLError.self) { try host.add(font: [1, 2, 3], as: AssetID(number: 1)) }
    #expect(throws: SDLError.self) { try host.add(font: [], as: AssetID(number: 1)) }
  }

  private func addTexture(_ color: Color) throws -> Texture {
    let texture = Texture(name: "test", id: AssetID(number: 1), size: Vector(8, 8))
    let pixel = [color.red, color.green, color.blue, color.alpha]
    try host.add(
      Image(width: 8, height: 8, pixels: (0..<64).flatMap { _ in pixel }), as: texture.id)
    return texture
  }
}

extension Image {
  /// The first to the last column with a pixel of such a colour.
  func columns(where matches: (Color) -> Bool) -> ClosedRange<Int>? {
    let found = (0..<width).filter { x in (0..<height).contains { matches(color(x, $0)) } }
    return found.first.map { $0...found[found.count - 1] }
  }

  func rows(where matches: (Color) -> Bool) -> ClosedRange<Int>? {
    let found = (0..<height).filter { y in (0..<width).contains { matches(color($0, y)) } }
    return found.first.map { $0...found[found.count - 1] }
  }

  var colors: Set<Color> {
    var colors: Set<Color> = []
    for y in 0..<height { for x in 0..<width { colors.insert(color(x, y)) } }
    return colors
  }
}
