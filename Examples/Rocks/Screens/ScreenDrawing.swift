import SwiftGameLoop

extension Rocks {
  func draw(on canvas: inout Canvas, _ frame: Frame) {
    backdrop.draw(on: &canvas, with: art)
    // Until everything is loaded there is a title, and nothing flies behind it.
    if isReady { flight.draw(on: &canvas, with: art, at: screen.isMoving ? frame.fraction : 1) }
    switch screen {
    case .title(let ticks): drawTitle(ticks, on: &canvas)
    case .demo: drawDemo(frame, on: &canvas)
    case .playing: drawGame(on: &canvas)
    case .paused: drawPause(on: &canvas)
    case .gameOver(let ticks): drawGameOver(ticks, on: &canvas)
    case .initials(let initials): drawInitials(initials, frame, on: &canvas)
    case .scores(let ticks, let marked): drawScores(ticks, marked: marked, on: &canvas)
    }
    if isMuted { drawMuted(on: &canvas) }
    if screen != .playing, let notice = scoreBoard.notice { drawNotice(notice, on: &canvas) }
  }

  private func drawGame(on canvas: inout Canvas) {
    let best = max(scoreBoard.scores.best, flight.world.score)
    flight.world.drawStatus(on: &canvas, with: art, best: best)
    flight.world.drawAnnouncement(on: &canvas, with: art)
  }

  /// A demo's score beats nobody's.
  private func drawDemo(_ frame: Frame, on canvas: inout Canvas) {
    flight.world.drawStatus(on: &canvas, with: art, best: scoreBoard.scores.best)
    flight.world.drawAnnouncement(on: &canvas, with: art)
    let color = frame.number / 30 % 2 == 0 ? Palette.amber : Palette.dim
    drawLine("DEMO - PRESS ANY KEY", at: canvas.size.y - 22, color: color, on: &canvas)
  }

  private func drawPause(on canvas: inout Canvas) {
    drawGame(on: &canvas)
    canvas.fill(canvas.bounds, Palette.veil)
    drawLine("PAUSED", at: 140, size: 24, color: Palette.cyan, on: &canvas)
    drawLine("P  GO ON     Q  TITLE     M  SOUND     F11  FULL SCREEN", at: 182, on: &canvas)
  }

  private func drawGameOver(_ ticks: Int, on canvas: inout Canvas) {
    drawGame(on: &canvas)
    let fade = Float(ticks) / 40
    drawLine("GAME OVER", at: 140, size: 24, color: Palette.amber.faded(to: fade), on: &canvas)
    drawLine(
      "\(flight.world.score) POINTS", at: 178, color: Palette.soft.faded(to: fade - 0.5),
      on: &canvas)
  }

  private func drawMuted(on canvas: inout Canvas) {
    canvas.label(
      "SOUND OFF", at: canvas.size - Vector(8, 14), art.font, color: Palette.dim, alignment: .right)
  }

  private func drawNotice(_ notice: String, on canvas: inout Canvas) {
    canvas.label(notice, at: Vector(8, canvas.size.y - 14), art.font, color: Palette.red)
  }

  /// A line in the middle.
  func drawLine(
    _ text: String, at y: Float, size: Float = 8, color: Color = Palette.soft,
    on canvas: inout Canvas
  ) {
    canvas.label(
      text, at: Vector(canvas.size.x / 2, y), art.font, size: size, color: color, alignment: .center
    )
  }
}
