/// Where a text is across.
public nonisolated enum TextAlignment: UInt8, Sendable, Hashable {
  /// Where the text's position is in each of its lines: at the left end, the middle, the right end.
  case left, center, right
}

/// Where a text is down.
public nonisolated enum VerticalTextAlignment: UInt8, Sendable, Hashable {
  /// Where the text's position is: at the upper edge of the first line, in the middle of all lines, at the
  /// lower edge of the last.
  case top, middle, bottom
}

/// How a text looks, to be set once and used for many.
///
///     let speech = TextStyle(font: font, size: 8, color: .white, shadow: .black, lineSpacing: 1.25)
///     canvas.text(words, in: Rect(x: 8, y: 120, width: 304, height: 52), speech)
public struct TextStyle {
  public var font: Font
  /// The height of the font's em square; nil is the font's own size.
  public var size: Float?
  public var color: Color
  public var alignment: TextAlignment
  public var vertical: VerticalTextAlignment
  /// Seen one unit to the right and below of the letters. It fades with `color`.
  public var shadow: Color?
  /// Seen around the letters, one unit wide. It fades with `color`. Each letter is painted eight times more.
  public var outline: Color?
  /// The distance of lines, as a multiple of the font's own.
  public var lineSpacing: Float
  /// Added between letters, in units.
  public var letterSpacing: Float
  /// Lines beyond these are left out, and the last one ends in an ellipsis.
  public var mostLines: Int?

  public init(
    font: Font = .builtIn, size: Float? = nil, color: Color = .white,
    alignment: TextAlignment = .left, vertical: VerticalTextAlignment = .top,
    shadow: Color? = nil, outline: Color? = nil, lineSpacing: Float = 1,
    letterSpacing: Float = 0, mostLines: Int? = nil
  ) {
    self.font = font
    self.size = size
    self.color = color
    self.alignment = alignment
    self.vertical = vertical
    self.shadow = shadow
    self.outline = outline
    self.lineSpacing = lineSpacing
    self.letterSpacing = letterSpacing
    self.mostLines = mostLines
  }

  /// The room that a text takes in this style; its shadow and outline go beyond it.
  ///
  /// - Parameter width: lines are wrapped to be no wider; nil does not wrap.
  public func size(of text: String, width: Float? = nil) -> Vector {
    layout(of: text, width: width).size
  }

  /// Where each line and letter of a text goes. It is kept: asking again allocates nothing.
  public func layout(of text: String, width: Float? = nil) -> TextLayout {
    font.layout(
      text,
      LayoutStyle(
        size: size ?? font.naturalSize, width: width ?? .infinity, lineSpacing: lineSpacing,
        letterSpacing: letterSpacing, mostLines: mostLines ?? .max, alignment: alignment))
  }
}

/// What of a style decides where letters go.
nonisolated struct LayoutStyle: Hashable {
  var size: Float
  /// Infinite where lines are not wrapped.
  var width = Float.infinity
  var lineSpacing: Float = 1
  var letterSpacing: Float = 0
  var mostLines = Int.max
  var alignment = TextAlignment.left
}
