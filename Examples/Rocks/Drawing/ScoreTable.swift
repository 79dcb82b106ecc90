import SwiftGameLoop

extension ScoreBoard {
  /// - Parameter mark: the rank that is seen in another colour.
  func drawTable(
    on canvas: inout Canvas, from top: Float, _ font: Font, mark: (rank: Int, color: Color)? = nil
  ) {
    let middle = canvas.size.x / 2
    if scores.entries.isEmpty {
      canvas.line("NOBODY YET", at: top + 40, font, color: Palette.dim)
    }
    for (rank, entry) in scores.entries.enumerated() {
      let y = top + Float(rank) * 14
      var color = rank == 0 ? Palette.cyan : Palette.soft
      if let mark, mark.rank == rank { color = mark.color }
      canvas.label(
        "\(rank + 1)", at: Vector(middle - 100, y), font, color: Palette.dim, alignment: .right)
      canvas.label(entry.name, at: Vector(middle - 80, y), font, color: color)
      canvas.label(
        "\(entry.score)", at: Vector(middle + 40, y), font, color: color, alignment: .right)
      canvas.label("WAVE \(entry.wave)", at: Vector(middle + 60, y), font, color: Palette.dim)
    }
  }
}
