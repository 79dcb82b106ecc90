/// A frame of any size from one small picture: its corners stay as they are, its edges grow along their
/// length and its middle in both directions.
///
///     let panel = NinePatch(context.assets.texture("ui/panel.png"), insets: Insets(6))
///     …
///     canvas.draw(panel, in: Rect(x: 20, y: 20, width: 200, height: 80))
///     let room = panel.content(of: box)
public struct NinePatch {
  /// How edges and middle grow.
  public nonisolated enum Growth: Sendable, Hashable, Codable {
    case stretch
    /// Again and again, the last one cut off.
    case tile
  }

  public let texture: Texture
  /// How far the corners reach in from the edges of the picture, in its pixels.
  public let insets: Insets
  /// The part of the texture, in its pixels; nil is all of it.
  public let source: Rect?
  public let growth: Growth

  public init(
    _ texture: Texture, insets: Insets, source: Rect? = nil, growth: Growth = .stretch
  ) {
    self.texture = texture
    self.insets = insets
    self.source = source
    self.growth = growth
  }

  /// What is inside of the frame.
  ///
  /// - Parameter scale: units for a pixel of the picture.
  public func content(of rect: Rect, scale: Float = 1) -> Rect {
    rect.inset(
      by: Insets(
        left: insets.left * scale, top: insets.top * scale, right: insets.right * scale,
        bottom: insets.bottom * scale))
  }

  /// The pieces that make up a rectangle: together all of it, none over another.
  func forEachPiece(
    in rect: Rect, scale: Float, _ body: (_ source: Rect, _ destination: Rect) -> Void
  ) {
    let picture = source ?? Rect(origin: .zero, size: texture.size)
    let across = NinePatchAxis(
      from: (picture.minX, picture.width), to: (rect.minX, rect.width),
      insets: (insets.left, insets.right), scale: scale)
    let down = NinePatchAxis(
      from: (picture.minY, picture.height), to: (rect.minY, rect.height),
      insets: (insets.top, insets.bottom), scale: scale)
    down.forEachPart(growth) { fromY, toY in
      across.forEachPart(growth) { fromX, toX in
        body(
          Rect(x: fromX.start, y: fromY.start, width: fromX.length, height: fromY.length),
          Rect(x: toX.start, y: toY.start, width: toX.length, height: toY.length))
      }
    }
  }
}

/// One direction of a nine-patch: what becomes of the pixels along it.
nonisolated struct NinePatchAxis {
  typealias Part = (start: Float, length: Float)

  let from: Part
  let to: Part
  let insets: (low: Float, high: Float)
  let scale: Float

  init(from: Part, to: Part, insets: (low: Float, high: Float), scale: Float) {
    (self.from, self.to, self.insets, self.scale) = (from, to, insets, scale)
  }

  func forEachPart(_ growth: NinePatch.Growth, _ body: (_ from: Part, _ to: Part) -> Void) {
    // Where there is no room for both ends they share what there is.
    let corners = (insets.low + insets.high) * scale
    let squeeze = corners > to.length ? to.length / corners * scale : scale
    let low = insets.low * squeeze
    let highStart = to.start + to.length - insets.high * squeeze
    if low > 0 { body((from.start, insets.low), (to.start, low)) }
    forEachMiddle(growth, from: to.start + low, until: highStart, body)
    if insets.high > 0, to.length > 0 {
      body(
        (from.start + from.length - insets.high, insets.high),
        (highStart, to.start + to.length - highStart))
    }
  }

  private func forEachMiddle(
    _ growth: NinePatch.Growth, from start: Float, until end: Float,
    _ body: (_ from: Part, _ to: Part) -> Void
  ) {
    guard end > start else { return }
    // A picture whose corners leave nothing between them grows by the pixel beside the first one.
    let pixels = max(1, from.length - insets.low - insets.high)
    let first = from.start + min(insets.low, from.length - pixels)
    guard growth == .tile else { return body((first, pixels), (start, end - start)) }
    let step = pixels * scale
    for number in 0..<max(1, Int(((end - start) / step).rounded(.up))) {
      let here = start + Float(number) * step
      let length = min(step, end - here)
      if length > 0 { body((first, length / scale), (here, length)) }
    }
  }
}

extension Canvas {
  /// Draws a frame that fills a rectangle. While its picture is not there, the placeholder does.
  ///
  /// - Parameter scale: units for a pixel of the picture's corners.
  public mutating func draw(
    _ patch: NinePatch, in rect: Rect, scale: Float = 1, tint: Color = .white,
    blend: BlendMode = .alpha, layer: Int? = nil
  ) {
    guard patch.texture.state == .ready else {
      return draw(patch.texture, in: rect, tint: tint, blend: blend, layer: layer)
    }
    patch.forEachPiece(in: rect, scale: scale) { source, destination in
      draw(
        patch.texture, in: destination, source: source, tint: tint, blend: blend, layer: layer)
    }
  }
}
