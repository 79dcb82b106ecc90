extension Canvas {
  /// Draws text. A line break begins a new line. The camera moves the text and does not scale it.
  ///
  ///     canvas.text("Hello!", at: Vector(8, 8))
  ///     canvas.text("\(score)", at: Vector(312, 8), font: font, size: 8, alignment: .right, shadow: .black)
  ///
  /// A text that stays the same from frame to frame is laid out once.
  ///
  /// - Parameters:
  ///   - position: of the first line's upper edge, at the end or middle that `alignment` says, unless
  ///     `vertical` says otherwise.
  ///   - size: the height of the font's em square; nil is the font's own. A pixel font is crisp at whole
  ///     multiples of its own.
  ///   - shadow: seen one unit to the right and below of the letters.
  ///   - outline: seen around the letters, one unit wide.
  ///   - rotation: about `position`.
  ///   - scale: from `position`; unlike `size` it may be anything and makes letters of larger or smaller
  ///     pixels.
  public mutating func text(
    _ text: String, at position: Vector, font: Font = .builtIn, size: Float? = nil,
    color: Color = .white, alignment: TextAlignment = .left,
    vertical: VerticalTextAlignment = .top, shadow: Color? = nil, outline: Color? = nil,
    rotation: Angle = .zero, scale: Float = 1
  ) {
    let style = TextStyle(
      font: font, size: size, color: color, alignment: alignment, vertical: vertical,
      shadow: shadow, outline: outline)
    self.text(text, at: position, style, rotation: rotation, scale: scale)
  }

  /// Draws text in a style.
  public mutating func text(
    _ text: String, at position: Vector, _ style: TextStyle, rotation: Angle = .zero,
    scale: Float = 1
  ) {
    let layout = style.layout(of: text)
    let place = view.apply(position)
    let above = Vector(0, style.vertical.part(of: layout.size.y))
    append(layout, at: place - above, style, pivot: place, rotation, scale)
  }

  /// Draws text in a rectangle, whose width it is wrapped in. Text that has more lines than fit goes beyond
  /// the rectangle; `mostLines` ends it before.
  ///
  ///     canvas.text(story, in: page, font: font, size: 8)
  ///     canvas.text("Pause", in: canvas.bounds, alignment: .center, vertical: .middle)
  ///
  /// - Parameters:
  ///   - alignment: which ends of the lines are at that end of the rectangle.
  ///   - vertical: whether the lines are at the top of the rectangle, in its middle or at its lower edge.
  ///   - mostLines: lines beyond these are left out, and the last one ends in an ellipsis.
  ///   - rotation: about the middle of the rectangle, and `scale` from there.
  public mutating func text(
    _ text: String, in rect: Rect, font: Font = .builtIn, size: Float? = nil,
    color: Color = .white, alignment: TextAlignment = .left,
    vertical: VerticalTextAlignment = .top, shadow: Color? = nil, outline: Color? = nil,
    mostLines: Int? = nil, rotation: Angle = .zero, scale: Float = 1
  ) {
    let style = TextStyle(
      font: font, size: size, color: color, alignment: alignment, vertical: vertical,
      shadow: shadow, outline: outline, mostLines: mostLines)
    self.text(text, in: rect, style, rotation: rotation, scale: scale)
  }

  /// Draws text in a rectangle in a style.
  public mutating func text(
    _ text: String, in rect: Rect, _ style: TextStyle, rotation: Angle = .zero, scale: Float = 1
  ) {
    let layout = style.layout(of: text, width: rect.size.x)
    // The camera does not scale text, nor the rectangle it was wrapped in.
    let corner = view.apply(rect.origin)
    let left = style.alignment.part(of: rect.size.x)
    let top = style.vertical.part(of: rect.size.y - layout.size.y)
    append(
      layout, at: corner + Vector(left, top), style, pivot: corner + rect.size / 2, rotation, scale)
  }

  private mutating func append(
    _ layout: TextLayout, at position: Vector, _ style: TextStyle, pivot: Vector,
    _ rotation: Angle, _ scale: Float
  ) {
    record(
      TextCommand(
        layout: layout, position: position, color: style.color, shadow: style.shadow,
        outline: style.outline, pivot: pivot, rotation: rotation, scale: scale))
  }
}

nonisolated extension TextAlignment {
  /// From the left to the end or the middle.
  fileprivate func part(of width: Float) -> Float {
    switch self {
    case .left: 0
    case .center: width / 2
    case .right: width
    }
  }
}

nonisolated extension VerticalTextAlignment {
  /// From the top to the edge or the middle.
  fileprivate func part(of height: Float) -> Float {
    switch self {
    case .top: 0
    case .middle: (height / 2).rounded()
    case .bottom: height
    }
  }
}
