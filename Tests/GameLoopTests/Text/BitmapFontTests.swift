import TestSupport
import Testing

@testable import GameLoop

@Suite("A bitmap font")
struct BitmapFontTests {
  private let sheet: Texture

  init() {
    sheet = Texture(name: "sheet", id: AssetID(number: 4))
    sheet.pixelSize = Vector(32, 16)
    sheet.state = .ready
  }

  private func sources(_ font: Font, _ text: String) -> [Rect] {
    let layout = TextStyle(font: font).layout(of: text)
    return layout.glyphs.compactMap {
      layout.faces[Int($0.face)].bitmap?.picture(of: $0.id)?.source
    }
  }

  @Test func `of cells has its letters along the rows`() {
    let font = Font(texture: sheet, cell: Vector(8, 8), characters: "ABCD EF")
    #expect(
      sources(font, "AF") == [
        Rect(x: 0, y: 0, width: 8, height: 8), Rect(x: 16, y: 8, width: 8, height: 8),
      ])
    #expect(font.size(of: "A B") == Vector(24, 8))
  }

  @Test func `shows small letters as capitals and others as a question mark`() {
    let font = Font(texture: sheet, cell: Vector(8, 8), characters: "AB?")
    #expect(sources(font, "b*") == sources(font, "B?"))
  }

  @Test func `is scaled by whole numbers`() {
    let font = Font(texture: sheet, cell: Vector(8, 8), characters: "AB")
    #expect(font.size(of: "AB", size: 15) == Vector(32, 16))
    #expect(font.size(of: "AB", size: 3) == Vector(16, 8))
  }

  @Test func `is not seen before its texture is there`() {
    sheet.state = .loading
    let font = Font(texture: sheet, cell: Vector(8, 8), characters: "AB")
    #expect(sources(font, "AB").isEmpty)
  }

  // MARK: BMFont files

  private nonisolated static let file = """
    info face="Small Font" size=-8 bold=0 padding=0,0,0,0
    common lineHeight=10 base=7 scaleW=64 scaleH=32 pages=1 packed=0
    page id=0 file="small font.png"
    chars count=3
    char id=65   x=0     y=0     width=5     height=7     xoffset=0     yoffset=1    xadvance=6     page=0  chnl=15
    char id=86 x=8 y=0 width=5 height=7 xoffset=-1 yoffset=1 xadvance=6 page=0 chnl=15
    char id=32 x=0 y=0 width=0 height=0 xoffset=0 yoffset=0 xadvance=3 page=0 chnl=15

    kernings count=2
    kerning first=65 second=86 amount=-1
    kerning first=65 second=999 amount=-1
    """

  @Test(arguments: [file, file.split(separator: "\n").joined(separator: "\r\n")])
  func `is read from a BMFont file`(text: String) throws {
    let file = try BitmapFontFile(parsing: Array(text.utf8))
    #expect(file.pages == ["small font.png"])
    let font = Font(name: "small", id: AssetID(number: 5))
    font.metrics = BitmapFont(file, pages: [sheet])
    font.state = .ready
    #expect(font.naturalSize == 8)
    #expect(font.lineHeight() == 10)
    #expect(font.ascent() == 7)
    #expect(font.size(of: "AV A") == Vector(20, 10))
    #expect(font.size(of: "AV A", size: 16) == Vector(40, 20))
    #expect(sources(font, "V") == [Rect(x: 8, y: 0, width: 5, height: 7)])
  }

  @Test(arguments: [
    ("size=-8", "size=big", "line 1: size=big is not a number"),
    ("lineHeight=10 ", "", "line 2: common has no lineHeight="),
    ("page id=0", "page id=1", "line 5: there is no page 0 before this line"),
    ("x=8 ", "x=60 ", "line 6: the letter is not inside of its page"),
    ("id=86", "id=55296", "line 6: 55296 is no letter"),
    ("id=86", "id=8.5", "line 6: id is not a whole number"),
    ("second=86 amount=-1", "second=86", "line 10: kerning has no amount="),
    (
      "kernings count", "kernigs count",
      "line 9: a line of a BMFont file does not begin with \"kernigs\""
    ),
  ])
  func `names what is wrong in a file, and in which line`(
    right: String, wrong: String, says: String
  ) throws {
    let range = try #require(Self.file.firstRange(of: right))
    let text = Self.file.replacingCharacters(in: range, with: wrong)
    let mistake = #expect(throws: BitmapFontFile.Mistake.self) {
      try BitmapFontFile(parsing: Array(text.utf8))
    }
    #expect(mistake?.description == says)
  }

  @Test(arguments: [
    "BMF\u{3}", "<?xml version=\"1.0\"?>", "", "info size=8",
    "common lineHeight=8 scaleW=8 scaleH=8",
  ])
  func `refuses files that are something else`(text: String) {
    #expect(throws: BitmapFontFile.Mistake.self) {
      try BitmapFontFile(parsing: Array(text.utf8))
    }
  }

  @Test func `comes with its pictures as an asset`() throws {
    let folder = TemporaryFolder()
    try FileContents.write(Array(Self.file.utf8), to: "\(folder.path)/small.fnt")
    try FileContents.write([1], to: "\(folder.path)/small font.png")
    let host = TestHost()
    let loop = try probeLoop(host, assets: folder.path)
    let font = loop.context.assets.bitmapFont("small.fnt")
    #expect(loop.context.assets.bitmapFont("small.fnt") === font)
    while !loop.context.assets.progress.isComplete { loop.runFrame() }
    #expect(font.state == .ready)
    #expect(host.added == [loop.context.assets.texture("small font.png").id])
    loop.end()
  }

  @Test func `that is broken is reported with file and line`() throws {
    let folder = TemporaryFolder()
    try FileContents.write(Array("info size=8\nwhat".utf8), to: "\(folder.path)/broken.fnt")
    let loop = try probeLoop(assets: folder.path)
    let font = loop.context.assets.bitmapFont("broken.fnt")
    while !loop.context.assets.progress.isComplete { loop.runFrame() }
    guard let words = font.error?.description else {
      Issue.record("the font is \(font.state)")
      return
    }
    #expect(words.contains("broken.fnt") && words.contains("line 2: "))
    loop.end()
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}

@Suite("The built-in font")
struct BuiltInFontTests {
  @Test func `has a different picture for each letter of ASCII`() throws {
    let image = BuiltInLetters.image
    var pictures: [[UInt8]: Character] = [:]
    for (number, character) in BuiltInLetters.characters.enumerated() {
      let (x, y) = (number % 16 * 6, number / 16 * 8)
      let picture = (0..<48).map { image.pixels[((y + $0 / 6) * image.width + x + $0 % 6) * 4 + 3] }
      #expect(pictures[picture] == nil, "\(character) looks like another")
      pictures[picture] = character
    }
    #expect(pictures.count == 96)
  }

  @Test func `leaves the last column of each cell clear`() {
    let image = BuiltInLetters.image
    for y in 0..<image.height {
      for x in stride(from: 5, to: image.width, by: 6) {
        #expect(image.pixels[(y * image.width + x) * 4 + 3] == 0)
      }
    }
  }

  @Test func `measures whole cells`() {
    #expect(Font.builtIn.size(of: "60 fps") == Vector(36, 10))
    #expect(Font.builtIn.size(of: "60 fps", size: 16) == Vector(72, 20))
    #expect(Font.builtIn.state == .ready)
  }

  @Test func `shows a box for other letters`() {
    let layout = TextStyle().layout(of: "é\u{1f98a}")
    #expect(layout.glyphs.map(\.id) == [95, 95])
  }
}
