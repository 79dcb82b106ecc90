/// The picture of one frame, as a list of what to draw, first to last.
///
/// Coordinates are those of the game's picture, `size` wide and high, whatever the size of the window.
public struct Canvas {
  public let size: Vector
  public private(set) var commands: [DrawCommand] = []
  /// Applies to what is drawn while it is set.
  public var camera = Camera.still

  public init(size: Vector) { self.size = size }

  public var bounds: Rect { Rect(origin: .zero, size: size) }

  /// Empties the list and keeps its memory.
  mutating func begin(background: Color) {
    commands.removeAll(keepingCapacity: true)
    camera = .still
    commands.append(.clear(background))
  }

  public mutating func clear(_ color: Color) { commands.append(.clear(color)) }

  /// Draws a texture, or a part of it.
  ///
  /// - Parameters:
  ///   - position: where the texture's `origin` is drawn.
  ///   - source: the part of the texture, in its pixels; nil is all of it.
  ///   - origin: the point that is placed and rotated about, as fractions of the size: (0.5, 0.5) is
  ///     the middle, (0, 0) the upper left corner.
  ///   - tint: multiplies the colours of the texture.
  public mutating func draw(
    _ texture: Texture, at position: Vector, source: Rect? = nil, rotation: Angle = .zero,
    scale: Vector = .one, origin: Vector = Vector(0.5, 0.5), tint: Color = .white,
    blend: BlendMode = .alpha
  ) {
    let size = (source?.size ?? texture.size) * scale * camera.zoom
    let pivot = size * origin
    commands.append(
      .sprite(
        SpriteCommand(
          texture: texture.id, source: source,
          destination: Rect(origin: camera.apply(position) - pivot, size: size), pivot: pivot,
          rotation: rotation, tint: tint, blend: blend)))
  }

  /// Draws one frame of a sheet. Frames are counted along the rows; numbers beyond the last wrap.
  public mutating func draw(
    _ sheet: SpriteSheet, frame: Int, at position: Vector, rotation: Angle = .zero,
    scale: Vector = .one, origin: Vector = Vector(0.5, 0.5), tint: Color = .white,
    blend: BlendMode = .alpha
  ) {
    draw(
      sheet.texture, at: position, source: sheet.source(of: frame), rotation: rotation,
      scale: scale,
      origin: sheet.origin(origin, inSourceOf: frame), tint: tint, blend: blend)
  }

  public mutating func fill(_ rect: Rect, _ color: Color, blend: BlendMode = .alpha) {
    commands.append(.rect(camera.apply(rect), color, blend))
  }

  /// The outline of a rectangle, one unit thick, inside of it.
  public mutating func outline(_ rect: Rect, _ color: Color, blend: BlendMode = .alpha) {
    let (x, y, width, height) = (rect.origin.x, rect.origin.y, rect.size.x, rect.size.y)
    fill(Rect(x: x, y: y, width: width, height: 1), color, blend: blend)
    fill(Rect(x: x, y: y + height - 1, width: width, height: 1), color, blend: blend)
    fill(Rect(x: x, y: y + 1, width: 1, height: height - 2), color, blend: blend)
    fill(Rect(x: x + width - 1, y: y + 1, width: 1, height: height - 2), color, blend: blend)
  }

  public mutating func line(
    from start: Vector, to end: Vector, _ color: Color, blend: BlendMode = .alpha
  ) {
    commands.append(.line(from: camera.apply(start), to: camera.apply(end), color, blend))
  }

  /// Draws text. A line break begins a new line. The camera moves the text and does not scale it.
  ///
  /// - Parameters:
  ///   - size: the height of the font's em square; a pixel font is crisp at whole multiples of its own.
  ///   - position: of the first line's upper edge.
  public mutating func text(
    _ text: String, at position: Vector, font: Font, size: Float, color: Color = .white,
    alignment: TextAlignment = .left
  ) {
    commands.append(
      .text(
        TextCommand(
          text: text, font: font.id, size: size, position: camera.apply(position),
          alignment: alignment, color: color)))
  }
}
