/// Breaks text into lines and gives each letter its place.
///
/// Lines are broken at blanks, which then hang over the end; after hyphens; between ideographs; and a word
/// that is wider than a line wherever it must be.
final class Typesetter {
  static let shared = Typesetter()

  /// A font of the text, with its measures.
  struct Face {
    var metrics: any SizedFontMetrics
    var value: TextFace
  }

  /// A letter or a blank of a paragraph.
  private struct Element {
    var glyph: GlyphID
    var face: Int32
    var isBlank: Bool
    /// Whether a line may end after it.
    var breaksAfter: Bool
    var advance: Float
    /// Between the element before and this one, where both are in the same line.
    var lead: Float
    var index: String.Index
  }

  private var text = ""
  private var style = LayoutStyle(size: 0)
  private var faces: [Face] = []
  private var elements: [Element] = []
  private var lines: [TextLine] = []
  private var glyphs: [PlacedGlyph] = []
  /// The last characters of the paragraph, for breaking lines.
  private var last: Character?
  private var lastButOne: Character?
  private var spaceAdvance: Float = 0

  /// - Parameter faces: the font and those to take letters from that it does not have.
  func layout(_ text: String, _ style: LayoutStyle, faces: [Face]) -> TextLayout {
    precondition(!style.width.isNaN, "the width to wrap a text in is not a number")
    precondition(style.mostLines >= 1, "a text of \(style.mostLines) lines cannot be laid out")
    begin(text, style, faces)
    defer { end() }
    // Too small to be seen, as something that grows from nothing is at first.
    if style.size >= 0.5 { setParagraphs() }
    let width = lines.reduce(0) { max($0, $1.width) }
    let height = lines.last.map { $0.origin.y + faces[0].metrics.lineHeight } ?? 0
    return TextLayout(
      text: text, lines: lines, glyphs: glyphs, faces: faces.map(\.value),
      size: Vector(width, height))
  }

  private func begin(_ text: String, _ style: LayoutStyle, _ faces: [Face]) {
    self.text = text
    self.style = style
    self.faces = faces
    let metrics = faces[0].metrics
    spaceAdvance = (metrics.glyph(for: " ") ?? metrics.missingGlyph).advance
  }

  private func end() {
    elements.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
    glyphs.removeAll(keepingCapacity: true)
    faces = []
    text = ""
  }

  // MARK: Paragraphs

  private func setParagraphs() {
    var index = text.startIndex
    while true {
      elements.removeAll(keepingCapacity: true)
      (last, lastButOne) = (nil, nil)
      while index < text.endIndex, !text[index].isNewline {
        add(text[index], at: index)
        index = text.index(after: index)
      }
      let isLast = index == text.endIndex
      guard setLines(end: index, isLast: isLast), !isLast else { return }
      index = text.index(after: index)
    }
  }

  private func add(_ character: Character, at index: String.Index) {
    if character == "\u{200b}" {
      if !elements.isEmpty { elements[elements.count - 1].breaksAfter = true }
      return
    }
    if isIgnorable(character) { return }
    var element = element(for: character, at: index)
    if let previous = elements.last {
      element.lead = style.letterSpacing + kerning(previous, element)
      if let last, !previous.isBlank, !element.isBlank,
        LineBreaking.isAllowed(between: last, and: character, before: lastButOne)
      {
        elements[elements.count - 1].breaksAfter = true
      }
    }
    elements.append(element)
    (lastButOne, last) = (last, character)
  }

  /// What says something about other letters and is not one itself.
  private func isIgnorable(_ character: Character) -> Bool {
    guard let first = character.unicodeScalars.first, !first.isASCII else {
      return character.isASCII && character != "\t" && character < " "
    }
    return first.properties.isDefaultIgnorableCodePoint
  }

  private func element(for character: Character, at index: String.Index) -> Element {
    var element = Element(
      glyph: .invisible, face: 0, isBlank: false, breaksAfter: false, advance: spaceAdvance,
      lead: 0, index: index)
    if LineBreaking.isGlue(character) { return element }
    if character == "\t" { element.advance = spaceAdvance * 4 }
    if character.isWhitespace {
      element.isBlank = true
      element.breaksAfter = true
      if character != " ", character != "\t", let glyph = faces[0].metrics.glyph(for: character) {
        element.advance = glyph.advance
      }
      return element
    }
    let (glyph, face) = find(character) ?? (faces[0].metrics.missingGlyph, 0)
    element.glyph = glyph.id
    element.face = face
    element.advance = glyph.advance
    return element
  }

  private func find(_ character: Character) -> (Glyph, Int32)? {
    for (number, face) in faces.enumerated() {
      if let glyph = face.metrics.glyph(for: character) { return (glyph, Int32(number)) }
    }
    return nil
  }

  private func kerning(_ left: Element, _ right: Element) -> Float {
    guard left.face == right.face, left.glyph != .invisible, right.glyph != .invisible else {
      return 0
    }
    return faces[Int(left.face)].metrics.kerning(between: left.glyph, and: right.glyph)
  }

  // MARK: Lines

  /// Sets the lines of the paragraph in `elements`.
  ///
  /// - Returns: false when there may be no more lines.
  private func setLines(end: String.Index, isLast: Bool) -> Bool {
    var start = 0
    repeat {
      let next = nextLine(after: start)
      let isWhole = next == elements.count
      if lines.count + 1 == style.mostLines {
        let textEnd = isWhole && isLast ? end : endWithEllipsis(start..<next, end: end)
        setLine(start..<elements.count, textEnd: textEnd)
        return false
      }
      let seen = isWhole ? next : withoutBlanks(start..<next)
      setLine(start..<seen, textEnd: seen < elements.count ? elements[seen].index : end)
      start = next
    } while start < elements.count
    return true
  }

  /// The first element of the line after the one that begins at `start`.
  private func nextLine(after start: Int) -> Int {
    var x: Float = 0
    var lastBreak: Int?
    var hasLetter = false
    for number in start..<elements.count {
      let element = elements[number]
      if hasLetter, !element.isBlank, elements[number - 1].breaksAfter { lastBreak = number }
      let advance = (number == start ? 0 : element.lead) + element.advance
      if !element.isBlank {
        if x + advance > style.width, number > start { return lastBreak ?? number }
        hasLetter = true
      }
      x += advance
    }
    return elements.count
  }

  private func withoutBlanks(_ range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound, elements[end - 1].isBlank { end -= 1 }
    return end
  }

  private func width(of range: Range<Int>) -> Float {
    var width: Float = 0
    for number in range {
      width += (number == range.lowerBound ? 0 : elements[number].lead) + elements[number].advance
    }
    return width
  }

  /// Has the paragraph end with the line, and that with an ellipsis that fits.
  ///
  /// - Returns: where the text is cut off.
  private func endWithEllipsis(_ line: Range<Int>, end textEnd: String.Index) -> String.Index {
    let dots = ellipsis()
    let dotsWidth = Float(dots.count) * (dots[0].lead + dots[0].advance)
    var end = withoutBlanks(line)
    while end > line.lowerBound, width(of: line.lowerBound..<end) + dotsWidth > style.width {
      end = withoutBlanks(line.lowerBound..<(end - 1))
    }
    let cut = end < elements.count ? elements[end].index : textEnd
    elements.removeSubrange(end...)
    elements += dots
    return cut
  }

  private func ellipsis() -> [Element] {
    let isOne = find("…") != nil
    var dot = element(for: isOne ? "…" : ".", at: text.endIndex)
    dot.lead = style.letterSpacing
    return Array(repeating: dot, count: isOne ? 1 : 3)
  }

  private func setLine(_ range: Range<Int>, textEnd: String.Index) {
    let metrics = faces[0].metrics
    let width = width(of: range)
    let top = (Float(lines.count) * metrics.lineHeight * style.lineSpacing).rounded()
    let left: Float =
      switch style.alignment {
      case .left: 0
      case .center: -(width / 2).rounded()
      case .right: -width
      }
    let firstGlyph = glyphs.count
    var x = left
    for number in range {
      let element = elements[number]
      if number > range.lowerBound { x += element.lead }
      if element.glyph != .invisible {
        let drop = metrics.ascent - faces[Int(element.face)].metrics.ascent
        // Whole pixels: a letter looks the same wherever it is.
        let place = Vector(x.rounded(), top + drop)
        glyphs.append(PlacedGlyph(id: element.glyph, face: element.face, position: place))
      }
      x += element.advance
    }
    let textStart = range.isEmpty ? textEnd : min(elements[range.lowerBound].index, textEnd)
    lines.append(
      TextLine(
        text: textStart..<textEnd, glyphs: firstGlyph..<glyphs.count, origin: Vector(left, top),
        width: width))
  }
}
