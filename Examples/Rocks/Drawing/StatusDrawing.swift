import SwiftGameLoop

extension World {
  /// The score and the lives, the best score, the wave, along the upper edge.
  func drawStatus(on canvas: inout Canvas, with art: Art, best: Int) {
    let right = canvas.size.x - 8
    canvas.label("\(score)", at: Vector(8, 5), art.font, size: 16)
    canvas.label(
      "BEST \(max(best, score))", at: Vector(canvas.size.x / 2, 7), art.font, color: Palette.dim,
      alignment: .center)
    canvas.label(
      "WAVE \(wave.number)", at: Vector(right, 7), art.font, color: Palette.cyan, alignment: .right)
    drawLives(on: &canvas, with: art)
    if let ship { drawJumpCharge(of: ship, on: &canvas) }
  }

  /// The ships that wait.
  private func drawLives(on canvas: inout Canvas, with art: Art) {
    let waiting = ship == nil ? lives : lives - 1
    for place in 0..<max(0, min(waiting, 8)) {
      canvas.draw(art.shipIcon, at: Vector(8 + Float(place) * 14, 25), origin: .zero)
    }
  }

  /// A line that fills up until the ship can jump again.
  private func drawJumpCharge(of ship: Ship, on canvas: inout Canvas) {
    guard !ship.jumpCharge.isOver else { return }
    let full: Float = 40
    let bar = Rect(x: 8, y: 41, width: full, height: 2)
    canvas.fill(bar, Palette.dim.faded(to: 0.4))
    let charged = full * (1 - ship.jumpCharge.seconds / Ship.secondsBetweenJumps)
    canvas.fill(Rect(origin: bar.origin, size: Vector(charged.rounded(), 2)), Palette.violet)
  }

  /// "WAVE 3", before its rocks appear.
  func drawAnnouncement(on canvas: inout Canvas, with art: Art) {
    guard !announcement.isOver else { return }
    let fade = min(1, announcement.seconds * 2, (2 - announcement.seconds) * 4)
    canvas.label(
      "WAVE \(wave.number)", at: Vector(canvas.size.x / 2, 108), art.font, size: 24,
      color: Palette.cyan.faded(to: fade), alignment: .center)
  }
}
