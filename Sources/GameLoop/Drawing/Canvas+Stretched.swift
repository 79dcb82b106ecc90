// STAND-IN: this file goes when the canvas itself draws into rectangles and in layers. Same signatures.

nonisolated extension Camera {
  func visibleRect(in size: Vector) -> Rect {
    Rect(origin: target - anchor / zoom, size: size / zoom)
  }
}

extension Canvas {
  mutating func draw(
    _ texture: Texture, in destination: Rect, source: Rect? = nil, tint: Color = .white,
    blend: BlendMode = .alpha, layer: Int = 0
  ) {
    draw(
      texture, at: destination.origin, source: source,
      scale: destination.size / (source?.size ?? texture.size), origin: .zero, tint: tint,
      blend: blend)
  }

  mutating func draw(
    _ texture: Texture, at position: Vector, source: Rect? = nil, rotation: Angle = .zero,
    scale: Vector = .one, origin: Vector = Vector(0.5, 0.5), tint: Color = .white,
    blend: BlendMode = .alpha, layer: Int
  ) {
    draw(
      texture, at: position, source: source, rotation: rotation, scale: scale, origin: origin,
      tint: tint, blend: blend)
  }

  mutating func fill(_ rect: Rect, _ color: Color, blend: BlendMode = .alpha, layer: Int) {
    fill(rect, color, blend: blend)
  }
}
