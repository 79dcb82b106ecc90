import SwiftGameLoop

extension Rocks {
  func drawScores(_ ticks: Int, marked: Int?, on canvas: inout Canvas) {
    canvas.fill(canvas.bounds, Palette.veil)
    drawLine("HIGH SCORES", at: 62, size: 24, color: Palette.cyan, on: &canvas)
    let isBright = ticks / 14 % 2 == 0
    drawTable(from: 116, marked: isBright ? marked : nil, on: &canvas)
    if ticks / 32 % 2 == 0 {
      drawLine("PRESS ENTER", at: 306, size: 16, color: Palette.amber, on: &canvas)
    }
  }

  func drawTable(from top: Float, marked: Int?, on canvas: inout Canvas) {
    let entries = scoreBoard.scores.entries
    if entries.isEmpty { drawLine("NOBODY YET", at: top + 40, color: Palette.dim, on: &canvas) }
    for (rank, entry) in entries.enumerated() {
      let color =
        rank == marked ? Palette.amber : rank == 0 ? Palette.cyan : Palette.soft
      drawRow(entry, rank: rank, at: top + Float(rank) * 14, color: color, on: &canvas)
    }
  }

  private func drawRow(
    _ entry: HighScores.Entry, rank: Int, at y: Float, color: Color, on canvas: inout Canvas
  ) {
    let middle = canvas.size.x / 2
    canvas.label(
      "\(rank + 1)", at: Vector(middle - 100, y), art.font, color: Palette.dim, alignment: .right)
    canvas.label(entry.name, at: Vector(middle - 80, y), art.font, color: color)
    canvas.label(
      "\(entry.score)", at: Vector(middle + 40, y), art.font, color: color, alignment: .right)
    canvas.label(
      "WAVE \(entry.wave)", at: Vector(middle + 60, y), art.font, color: Palette.dim)
  }

  func drawInitials(_ initials: Initials, _ frame: Frame, on canvas: inout Canvas) {
    canvas.fill(canvas.bounds, Palette.veil)
    drawLine("A HIGH SCORE", at: 84, size: 24, color: Palette.cyan, on: &canvas)
    drawLine("\(flight.world.score)", at: 124, size: 16, color: Palette.amber, on: &canvas)
    for (index, letter) in initials.letters.enumerated() {
      let isChosen = index == initials.index
      let x = canvas.size.x / 2 + Float(index - 1) * 40
      canvas.label(
        String(letter), at: Vector(x, 168), art.font, size: 24,
        color: isChosen ? Palette.amber : Palette.soft, alignment: .center)
      let line = Rect(x: x - 14, y: 200, width: 28, height: 2)
      let isBright = isChosen && frame.number / 16 % 2 == 0
      canvas.fill(line, isBright ? Palette.amber : Palette.dim)
    }
    drawLine("TYPE YOUR INITIALS OR CHOOSE WITH THE ARROWS", at: 236, on: &canvas)
    drawLine("ENTER  DONE", at: 254, color: Palette.dim, on: &canvas)
  }
}
