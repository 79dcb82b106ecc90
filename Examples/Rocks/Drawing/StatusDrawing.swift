import SwiftGameLoop

extension World {
  /// The score and the lives, the best score, the wave, along the upper edge; and a wave that begins.
  func drawStatus(on canvas: inout Canvas, with art: Art, best: Int) {
    let right = canvas.size.x - 8
    canvas.label("\(score)", at: Vector(8, 5), art.font, size: 16)
    canvas.line("BEST \(best)", at: 7, art.font)
    canvas.label(
      "WAVE \(wave.number)", at: Vector(right, 7), art.font, color: Palette.cyan, alignment: .right)
    drawLives(on: &canvas, with: art)
    if let ship { drawJumpCharge(of: ship, on: &canvas) }
    drawAnnouncement(on: &canvas, with: art)
  }

  /// The ships that wait: a few as pictures, more as a number.
  private func drawLives(on canvas: inout Canvas, with art: Art) {
    let waiting = max(0, ship == nil ? lives : lives - 1)
    let pictures = waiting > 5 ? 1 : waiting
    for place in 0..<pictures {
      canvas.draw(art.shipIcon, at: Vector(8 + Float(place) * 14, 25), origin: .zero)
    }
    if waiting > pictures { canvas.label("\(waiting)", at: Vector(24, 27), art.font) }
  }

  /// A line that fills up until the ship can jump again.
  private func drawJumpCharge(of ship: Ship, on canvas: inout Canvas) {
    guard !ship.jumpDrive.isReady else { return }
    let full: Float = 40
    let bar = Rect(x: 8, y: 41, width: full, height: 2)
    canvas.fill(bar, Palette.dim.faded(to: 0.4))
    let charged = full * (1 - ship.jumpDrive.fractionLeft)
    canvas.fill(Rect(origin: bar.origin, size: Vector(charged.rounded(), 2)), Palette.violet)
  }

  /// "WAVE 3", before its rocks appear.
  private func drawAnnouncement(on canvas: inout Canvas, with art: Art) {
    guard !announcement.isOver else { return }
    let left = announcement.fractionLeft
    let fade = min(1, left * 4, (1 - left) * 8)
    canvas.line(
      "WAVE \(wave.number)", at: 108, art.font, size: 24, color: Palette.cyan.faded(to: fade))
  }
}
