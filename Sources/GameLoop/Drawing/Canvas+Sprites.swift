extension Canvas {
  /// Draws a texture, or a part of it.
  ///
  /// - Parameters:
  ///   - position: where the texture's `origin` is drawn.
  ///   - source: the part of the texture, in its pixels; nil is all of it.
  ///   - scale: below 0 it is mirrored.
  ///   - origin: the point that is placed and rotated about, as fractions of the size: (0.5, 0.5) is
  ///     the middle, (0, 0) the upper left corner.
  ///   - tint: multiplies the colours of the texture.
  ///   - layer: nil is the canvas's.
  public mutating func draw(
    _ texture: Texture, at position: Vector, source: Rect? = nil, rotation: Angle = .zero,
    scale: Vector = .one, origin: Vector = Vector(0.5, 0.5), tint: Color = .white,
    blend: BlendMode = .alpha, layer: Int? = nil
  ) {
    let isMirroredAcross = scale.x < 0
    let isMirroredDown = scale.y < 0
    let size =
      (source?.size ?? texture.pixelSize)
      * Vector(scale.x.magnitude, scale.y.magnitude) * view.zoom
    let pivot =
      size
      * Vector(
        isMirroredAcross ? 1 - origin.x : origin.x, isMirroredDown ? 1 - origin.y : origin.y)
    let corner = view.apply(position) - pivot
    var item = item(.sprite, SIMD4(lowHalf: corner, highHalf: size), tint, blend)
    if let source { item.source = SIMD4(lowHalf: source.origin, highHalf: source.size) }
    item.index = texture.number
    item.pivot = pivot
    item.rotation = rotation + view.rotation
    if isMirroredAcross || isMirroredDown {
      item.looks = .init(
        blend, isMirroredAcross: isMirroredAcross, isMirroredDown: isMirroredDown)
    }
    if let layer { item.layer = Int32(truncatingIfNeeded: layer) }
    record(item)
  }

  /// Draws a texture, or a part of it, as large as a rectangle.
  public mutating func draw(
    _ texture: Texture, in destination: Rect, source: Rect? = nil, tint: Color = .white,
    blend: BlendMode = .alpha, layer: Int? = nil
  ) {
    let pixels = source?.size ?? texture.pixelSize
    guard pixels.x > 0, pixels.y > 0 else { return }
    draw(
      texture, at: destination.origin, source: source, scale: destination.size / pixels,
      origin: .zero, tint: tint, blend: blend, layer: layer)
  }

  /// Draws one frame of a sheet. Frames are counted along the rows; numbers beyond the last wrap.
  public mutating func draw(
    _ sheet: SpriteSheet, frame: Int, at position: Vector, rotation: Angle = .zero,
    scale: Vector = .one, origin: Vector = Vector(0.5, 0.5), tint: Color = .white,
    blend: BlendMode = .alpha, layer: Int? = nil
  ) {
    draw(
      sheet.texture, at: position, source: sheet.source(of: frame), rotation: rotation,
      scale: scale, origin: sheet.origin(origin, inSourceOf: frame), tint: tint, blend: blend,
      layer: layer)
  }
}
