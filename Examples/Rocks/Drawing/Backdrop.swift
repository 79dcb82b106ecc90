import SwiftGameLoop

/// The sky with two layers of stars, which drift as if the ship moved among them.
struct Backdrop {
  private var drift = Vector.zero

  /// For a whole screen of stars: in units a second.
  private static let wind = Vector(7, 2.5)

  mutating func step(with ship: Ship?, _ tick: Tick) {
    let velocity = Self.wind + (ship?.body.velocity ?? .zero) * 0.12
    drift = Space.wrapped(drift + velocity * tick.seconds)
  }

  func draw(on canvas: inout Canvas, with art: Art) {
    if art.sky.state != .loading { canvas.draw(art.sky, at: .zero, origin: .zero) }
    drawTiled(art.farStars, shiftedBy: Space.wrapped(drift), on: &canvas)
    drawTiled(art.nearStars, shiftedBy: Space.wrapped(drift * 2), on: &canvas)
  }

  /// Both layers come back to where they began at the same moment, so nothing ever jumps.
  private func drawTiled(_ stars: Texture, shiftedBy shift: Vector, on canvas: inout Canvas) {
    guard stars.state == .ready else { return }
    let corner = (shift * -1).rounded(.toNearestOrEven)
    for x in [corner.x, corner.x + Space.size.x] {
      for y in [corner.y, corner.y + Space.size.y] {
        canvas.draw(stars, at: Vector(x, y), origin: .zero)
      }
    }
  }
}
