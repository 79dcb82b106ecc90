import SwiftGameLoop

extension Canvas {
  /// Draws a frame at a place in space. What is half over an edge is seen on both sides.
  mutating func drawInSpace(
    _ sheet: SpriteSheet, frame: Int, at place: Vector, scale: Float = 1, tint: Color = .white,
    blend: BlendMode = .alpha
  ) {
    let place = Space.wrapped(place)
    let reach = sheet.frameSize * scale / 2
    for x in Self.copies(of: place.x, reach: reach.x, in: Space.size.x) {
      for y in Self.copies(of: place.y, reach: reach.y, in: Space.size.y) {
        draw(
          sheet, frame: frame, at: Vector(x, y).rounded(.toNearestOrEven), scale: .one * scale,
          tint: tint, blend: blend)
      }
    }
  }

  /// Draws a texture at a place in space, once: for what is small or fades.
  mutating func drawInSpace(
    _ texture: Texture, at place: Vector, scale: Float = 1, tint: Color = .white,
    blend: BlendMode = .alpha
  ) {
    draw(
      texture, at: Space.wrapped(place).rounded(.toNearestOrEven), scale: .one * scale, tint: tint,
      blend: blend)
  }

  /// Where something is seen along one axis: from one place, or from two as far apart as the edges.
  private static func copies(
    of place: Float, reach: Float, in size: Float
  ) -> StrideTo<Float> {
    if place < reach { return stride(from: place, to: place + size + 1, by: size) }
    if place > size - reach { return stride(from: place - size, to: place + 1, by: size) }
    return stride(from: place, to: place + 1, by: size)
  }
}
