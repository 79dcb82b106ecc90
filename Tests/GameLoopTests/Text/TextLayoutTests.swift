import TestSupport
import Testing

@testable import GameLoop

@Suite("The layout of text")
struct TextLayoutTests {
  private let metrics = TestMetrics()
  private let font: Font
  private var style: TextStyle

  init() {
    font = testFont(metrics)
    style = TextStyle(font: font, size: 10)
  }

  @Test func `measures lines and letters`() {
    metrics.widths = ["W": 1]
    #expect(font.size(of: "Wall", size: 10) == Vector(25, 10))
    #expect(font.size(of: "Wall\nI", size: 20) == Vector(50, 40))
    #expect(font.lineHeight(size: 10) == 10)
    #expect(font.ascent(size: 10) == 8)
  }

  @Test func `is one line high when it is empty, and one more after a line break`() {
    #expect(font.size(of: "", size: 10) == Vector(0, 10))
    #expect(font.size(of: "a\n", size: 10) == Vector(5, 20))
    #expect(font.size(of: "\n\n", size: 10) == Vector(0, 30))
  }

  @Test func `takes no room in a size too small to be seen`() {
    #expect(font.size(of: "abc", size: 0) == .zero)
    #expect(style.font.layout("abc", LayoutStyle(size: -3)).glyphs.isEmpty)
  }

  @Test(arguments: [
    (TextAlignment.left, [Float(0), 0]), (.center, [-10, -3]), (.right, [-20, -5]),
  ])
  func `stands with each line at its alignment`(alignment: TextAlignment, left: [Float]) {
    var style = style
    style.alignment = alignment
    let layout = style.layout(of: "long\ni")
    #expect(layout.lines.map(\.origin.x) == left)
    #expect(layout.lines.map { layout.glyphs[$0.glyphs.lowerBound].position.x } == left)
  }

  @Test func `moves pairs of letters together`() {
    metrics.kernings = ["AV": -0.2]
    let layout = style.layout(of: "AVA")
    #expect(layout.glyphs.map(\.position.x) == [0, 3, 8])
    #expect(layout.size.x == 13)
  }

  @Test func `does not kern across a line break`() {
    metrics.kernings = ["AV": -0.2]
    #expect(style.layout(of: "AV", width: 5).lines.map(\.width) == [5, 5])
  }

  @Test func `spaces letters and lines`() {
    var style = style
    style.letterSpacing = 2
    style.lineSpacing = 1.5
    let layout = style.layout(of: "ab\nc")
    #expect(layout.glyphs.map(\.position) == [Vector(0, 0), Vector(7, 0), Vector(0, 15)])
    #expect(layout.size == Vector(12, 25))
  }

  @Test func `has letters on whole pixels`() {
    var style = style
    style.letterSpacing = 0.4
    #expect(style.layout(of: "abcd").glyphs.map(\.position.x) == [0, 5, 11, 16])
  }

  @Test func `shows a letter with its marks as one, composed or not`() {
    #expect(font.size(of: "é", size: 10) == font.size(of: "e\u{301}", size: 10))
    #expect(style.layout(of: "e\u{301}x").glyphs.count == 2)
  }

  @Test func `shows a box for a letter that the font does not have`() {
    metrics.lacking = ["🦊"]
    let layout = style.layout(of: "a🦊b")
    #expect(layout.glyphs.map(\.id) == [97, 0, 98])
    #expect(layout.size.x == 20)
  }

  @Test func `takes letters from the fallback, which stands on the same foot`() {
    metrics.lacking = ["b", "c"]
    let second = TestMetrics()
    second.lacking = ["c"]
    let fallback = Font(name: "fallback", id: AssetID(number: 10))
    fallback.metrics = second
    fallback.state = .ready
    font.fallback = fallback
    let layout = style.layout(of: "abc")
    #expect(layout.glyphs.map(\.face) == [0, 1, 0])
    #expect(layout.faces.map(\.font) == [font.id, fallback.id])
  }

  @Test func `goes on without the fallback until it is there`() {
    metrics.lacking = ["b"]
    let fallback = Font(name: "fallback", id: AssetID(number: 10))
    font.fallback = fallback
    #expect(style.layout(of: "b").glyphs.map(\.id) == [0])
    fallback.metrics = TestMetrics()
    #expect(style.layout(of: "b").glyphs.map(\.id) == [98])
  }

  @Test func `is an estimate, and not seen, until the font is there`() {
    let font = Font(name: "later", id: AssetID(number: 3))
    #expect(font.size(of: "abc", size: 10) == Vector(15, 12))
    #expect(TextStyle(font: font, size: 10).layout(of: "abc").glyphs.isEmpty)
    font.metrics = metrics
    #expect(font.size(of: "abc", size: 10) == Vector(15, 10))
    #expect(TextStyle(font: font, size: 10).layout(of: "abc").glyphs.count == 3)
  }

  @Test func `is in built-in letters when the font could not be loaded`() {
    let font = Font(name: "broken", id: AssetID(number: 3))
    font.state = .failed(AssetError(name: "broken", reason: "no file"))
    let layout = TextStyle(font: font, size: 8).layout(of: "abc")
    #expect(layout.size == Vector(18, 10))
    #expect(layout.faces[0].bitmap != nil)
  }

  @Test func `leaves room for a tab and none for what is no letter`() {
    #expect(font.size(of: "a\tb", size: 10).x == 30)
    #expect(font.size(of: "a\u{7}\u{feff}b", size: 10).x == 10)
  }
}

@Suite("Layouts that are kept")
struct TextLayoutCacheTests {
  private let metrics = TestMetrics()
  private let font: Font

  init() { font = testFont(metrics) }

  @Test func `are made once for the same text and style`() {
    let style = TextStyle(font: font, size: 10)
    let first = style.layout(of: "hello")
    let asked = metrics.questions
    #expect(style.layout(of: "hello") === first)
    #expect(metrics.questions == asked)
    #expect(style.layout(of: "hello", width: 20) !== first)
    #expect(TextStyle(font: font, size: 12).layout(of: "hello") !== first)
    #expect(TextStyle(font: font, size: 10, alignment: .right).layout(of: "hello") !== first)
  }

  @Test func `stay those that are asked for, however many others come and go`() {
    let style = TextStyle(font: font, size: 10)
    let kept = style.layout(of: "kept")
    for number in 0..<5000 {
      _ = style.layout(of: "\(number)")
      if number % 100 == 0 { #expect(style.layout(of: "kept") === kept) }
    }
  }

  @Test func `are bounded`() {
    let cache = TextLayoutCache()
    let layout = TextStyle(font: font).layout(of: "")
    for number in 0..<10_000 {
      _ = cache.layout("\(number)", LayoutStyle(size: 1), version: 1) { layout }
    }
    #expect(cache.count <= 2 * TextLayoutCache.generationSize)
  }
}

@Suite("Text on a canvas")
struct TextOnCanvasTests {
  private let font = testFont()
  private var canvas = Canvas(size: Vector(100, 60))

  private func command() throws -> TextCommand {
    guard case .text(let text) = try #require(canvas.commands.last) else {
      throw AssetError(name: "text", reason: "no text was drawn")
    }
    return text
  }

  @Test mutating func `is placed by its anchor`() throws {
    canvas.text("ab\nc", at: Vector(50, 30), font: font, size: 10, vertical: .bottom)
    #expect(try command().position == Vector(50, 10))
    canvas.text("ab\nc", at: Vector(50, 30), font: font, size: 10, vertical: .middle)
    #expect(try command().position == Vector(50, 20))
  }

  @Test mutating func `is placed in a rectangle`() throws {
    canvas.text(
      "one two", in: Rect(x: 10, y: 10, width: 20, height: 40), font: font, size: 10,
      alignment: .right, vertical: .bottom)
    #expect(try command().position == Vector(30, 30))
    #expect(try command().layout.lines.map(\.origin.x) == [-15, -15])
  }

  @Test mutating func `is moved by the camera`() throws {
    canvas.camera = Camera(target: Vector(5, 5), anchor: .zero, zoom: 2)
    canvas.text("a", at: Vector(10, 10), font: font, size: 10)
    #expect(try command().position == Vector(10, 10))
  }

  @Test mutating func `is painted with its shadow and its outline below`() throws {
    canvas.text(
      "a", at: .zero, font: font, size: 10, color: Color(0xff0000, alpha: 51), shadow: .black,
      outline: .white)
    var passes: [(Vector, Color)] = []
    try command().forEachPass { passes.append(($0, $1)) }
    #expect(passes.count == 10)
    #expect(passes.first?.0 == Vector(2, 2))
    #expect(passes.first?.1 == Color.black.faded(to: 0.2))
    #expect(passes.last?.0 == .zero)
    #expect(passes.last?.1 == Color(0xff0000, alpha: 51))
  }

  @Test mutating func `turns and grows about its position`() throws {
    canvas.text(
      "a", at: Vector(50, 30), font: font, size: 10, rotation: .degrees(90), scale: 2)
    let place = try command().place(pictureOf: Vector(4, 6), at: Vector(5, 0), offset: .zero)
    #expect(place.destination == Rect(x: 60, y: 30, width: 8, height: 12))
    #expect(place.pivot == Vector(-10, 0))
  }

  @Test mutating func `stands on whole pixels`() throws {
    canvas.text("a", at: Vector(10.4, 7.6), font: font, size: 10)
    let place = try command().place(pictureOf: Vector(4, 6), at: Vector(5, 0), offset: .zero)
    #expect(place.destination.origin == Vector(15, 8))
  }
}
