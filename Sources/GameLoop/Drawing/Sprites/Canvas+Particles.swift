extension Canvas {
  /// Draws particles, the oldest first.
  ///
  /// - Parameters:
  ///   - texture: what each looks like; nil draws squares, which do not turn.
  ///   - source: the part of the texture, in its pixels; nil is all of it.
  ///   - fraction: from the tick before the last (0) to the last one (1): the frame's.
  ///   - layer: nil is the canvas's.
  public mutating func draw(
    _ particles: Particles, texture: Texture? = nil, source: Rect? = nil, fraction: Float = 1,
    tint: Color = .white, layer: Int? = nil
  ) {
    let blend = particles.settings.blend
    let outerLayer = self.layer
    if let layer { self.layer = layer }
    defer { self.layer = outerLayer }
    let pixels = source?.size ?? texture?.size ?? .one
    for index in 0..<particles.count {
      let look = particles.look(of: index, fraction: fraction)
      let color = look.color * tint
      guard color.alpha > 0, look.size > 0 else { continue }
      if let texture {
        draw(
          texture, at: look.position, source: source, rotation: look.rotation,
          scale: Vector(repeating: look.size / pixels.x), tint: color, blend: blend)
      } else {
        fill(Rect(center: look.position, size: Vector(repeating: look.size)), color, blend: blend)
      }
    }
  }
}
