/// The text file of a bitmap font as AngelCode's BMFont and the tools that follow it write it:
///
///     info face="Pebble" size=8 …
///     common lineHeight=10 base=7 scaleW=128 scaleH=64 pages=1 …
///     page id=0 file="pebble.png"
///     char id=65 x=0 y=0 width=5 height=7 xoffset=0 yoffset=0 xadvance=6 page=0 …
///     kerning first=65 second=86 amount=-1
nonisolated struct BitmapFontFile: Sendable {
  private(set) var size: Float = 0
  private(set) var lineHeight: Float = 0
  private(set) var ascent: Float = 0
  /// The names of the textures, beside the file.
  private(set) var pages: [String] = []
  private(set) var pictures: [BitmapFont.Picture] = []
  private(set) var glyphs: [Character: Glyph] = [:]
  private(set) var kernings: [UInt64: Float] = [:]

  private var pictureSize: Vector?
  private var pageNumbers: [Int: Int] = [:]
  private var glyphIDs: [Int: GlyphID] = [:]

  /// What is wrong in which line of a file; lines count from one.
  struct Mistake: Error, CustomStringConvertible {
    var line: Int
    var reason: String
    var description: String { "line \(line): \(reason)" }
  }

  init(parsing bytes: [UInt8]) throws(Mistake) {
    if bytes.starts(with: "BMF".utf8) || bytes.first == UInt8(ascii: "<") {
      throw Mistake(
        line: 1, reason: "a BMFont file of the binary or XML kind: export the font as text")
    }
    var number = 0
    for bytes in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      let line = Line(bytes, number: number)
      if let line { try read(line) }
    }
    guard lineHeight > 0 else { throw Mistake(line: number, reason: "no line begins with common") }
    guard !glyphs.isEmpty else { throw Mistake(line: number, reason: "there is no letter in it") }
    if size == 0 { size = lineHeight }
  }

  private mutating func read(_ line: Line) throws(Mistake) {
    switch line.word {
    case "info":
      // Less than zero where it counts the letters without their leading.
      size = abs(try line.number("size", orElse: 0))
    case "common": try readCommon(line)
    case "page":
      pageNumbers[try line.integer("id")] = pages.count
      pages.append(try line.text("file"))
    case "char": try readLetter(line)
    case "kerning": try readKerning(line)
    case "chars", "kernings": break
    default:
      throw line.mistake("a line of a BMFont file does not begin with \"\(line.word)\"")
    }
  }

  private mutating func readCommon(_ line: Line) throws(Mistake) {
    lineHeight = try line.number("lineHeight")
    guard lineHeight > 0 else { throw line.mistake("lineHeight is not more than 0") }
    ascent = try line.number("base", orElse: lineHeight)
    pictureSize = Vector(try line.number("scaleW"), try line.number("scaleH"))
  }

  private mutating func readLetter(_ line: Line) throws(Mistake) {
    guard let pictureSize else { throw line.mistake("a letter comes before the line common") }
    let page = try line.integer("page", orElse: 0)
    guard let pageNumber = pageNumbers[page] else {
      throw line.mistake("there is no page \(page) before this line")
    }
    let source = Rect(
      x: try line.number("x"), y: try line.number("y"), width: try line.number("width"),
      height: try line.number("height"))
    guard source.size.x >= 0, source.size.y >= 0, source.origin.x >= 0, source.origin.y >= 0,
      source.end.x <= pictureSize.x, source.end.y <= pictureSize.y
    else { throw line.mistake("the letter is not inside of its page") }
    let id = try line.integer("id")
    guard let character = Self.character(id) else { throw line.mistake("\(id) is no letter") }
    let glyph = Glyph(id: GlyphID(pictures.count), advance: try line.number("xadvance"))
    let offset = Vector(
      try line.number("xoffset", orElse: 0), try line.number("yoffset", orElse: 0))
    pictures.append(BitmapFont.Picture(page: pageNumber, source: source, offset: offset))
    glyphs[character] = glyph
    glyphIDs[id] = glyph.id
  }

  /// Kernings of letters that are not there are left over from larger fonts.
  private mutating func readKerning(_ line: Line) throws(Mistake) {
    let (first, second) = (try line.integer("first"), try line.integer("second"))
    let amount = try line.number("amount")
    guard let left = glyphIDs[first], let right = glyphIDs[second] else { return }
    kernings[BitmapFont.pair(left, right)] = amount
  }

  /// Files name the box for letters that are not there -1.
  private static func character(_ id: Int) -> Character? {
    if id == -1 { return "\u{fffd}" }
    return UInt32(exactly: id).flatMap(Unicode.Scalar.init).map(Character.init)
  }

  /// A word, then names with values.
  private struct Line {
    let word: Substring
    private let rest: Substring
    private let number: Int

    /// Nil for a line of blanks.
    init?(_ bytes: ArraySlice<UInt8>, number: Int) {
      let line = String(decoding: bytes, as: UTF8.self)
      guard let start = line.firstIndex(where: { !$0.isWhitespace }) else { return nil }
      let end = line[start...].firstIndex(where: \.isWhitespace) ?? line.endIndex
      word = line[start..<end]
      rest = line[end...]
      self.number = number
    }

    func mistake(_ reason: String) -> Mistake { Mistake(line: number, reason: reason) }

    func text(_ name: String) throws(Mistake) -> String {
      guard let value = value(of: name) else { throw mistake("\(word) has no \(name)=") }
      return String(value)
    }

    func number(_ name: String, orElse missing: Float? = nil) throws(Mistake) -> Float {
      guard let text = value(of: name) else {
        if let missing { return missing }
        throw mistake("\(word) has no \(name)=")
      }
      guard let value = Float(text), value.isFinite, abs(value) < 1e6 else {
        throw mistake("\(name)=\(text) is not a number")
      }
      return value
    }

    func integer(_ name: String, orElse missing: Int? = nil) throws(Mistake) -> Int {
      guard let value = Int(exactly: try number(name, orElse: missing.map { Float($0) })) else {
        throw mistake("\(name) is not a whole number")
      }
      return value
    }

    /// What stands behind `name=`, with or without quotation marks.
    private func value(of name: String) -> Substring? {
      var line = rest
      while let equals = line.firstIndex(of: "=") {
        let key = line[..<equals].drop(while: \.isWhitespace)
        var value = line[line.index(after: equals)...]
        let isQuoted = value.first == "\""
        if isQuoted { value.removeFirst() }
        let end = value.firstIndex { isQuoted ? $0 == "\"" : $0.isWhitespace } ?? value.endIndex
        if key == name { return value[..<end] }
        line = end == value.endIndex ? value[end...] : value[value.index(after: end)...]
      }
      return nil
    }
  }
}
