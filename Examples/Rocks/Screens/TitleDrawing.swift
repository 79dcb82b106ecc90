import SwiftGameLoop

extension Rocks {
  /// How long the keys and the scores are seen in turn.
  private static let ticksOfPage = GameTime.ticks(in: .seconds(5))

  func drawTitle(_ ticks: Int, on canvas: inout Canvas) {
    drawLogo(ticks, on: &canvas)
    guard isReady else { return drawLoading(on: &canvas) }
    let showsScores = ticks / Self.ticksOfPage % 2 == 1 && !scoreBoard.scores.entries.isEmpty
    if showsScores {
      drawLine("HIGH SCORES", at: 148, color: Palette.amber, on: &canvas)
      drawTable(from: 164, marked: nil, on: &canvas)
    } else {
      drawKeys(on: &canvas)
    }
    if ticks / 32 % 2 == 0 {
      drawLine("PRESS ENTER", at: 306, size: 16, color: Palette.amber, on: &canvas)
    }
  }

  private func drawLogo(_ ticks: Int, on canvas: inout Canvas) {
    let lift = Vector.pointing(.turns(Float(ticks) / 240)).y * 3
    let place = Vector(canvas.size.x / 2, (80 + lift).rounded())
    switch art.logo.state {
    case .loading: break
    case .ready: canvas.draw(art.logo, at: place)
    case .failed: drawLine("ROCKS", at: place.y, size: 24, color: Palette.cyan, on: &canvas)
    }
  }

  /// Needs no asset: it is there in the first frame.
  private func drawLoading(on canvas: inout Canvas) {
    let bar = Rect(center: Vector(canvas.size.x / 2, 230), size: Vector(220, 8))
    canvas.outline(bar, Palette.dim)
    var filled = Rect(origin: bar.origin + 2, size: bar.size - 4)
    filled.size.x = (filled.size.x * loadingProgress).rounded()
    canvas.fill(filled, Palette.cyan)
    drawLine("LOADING", at: 244, color: Palette.dim, on: &canvas)
  }

  private func drawKeys(on canvas: inout Canvas) {
    let keys = [
      ("TURN", "LEFT RIGHT", "STICK"), ("THRUST", "UP", "TRIGGER"), ("SHOOT", "SPACE", "SOUTH"),
      ("JUMP", "DOWN", "EAST"), ("PAUSE", "P", "START"), ("FULL SCREEN", "F11", ""),
      ("SOUND", "M", ""),
    ]
    for (row, key) in keys.enumerated() {
      let y = 172 + Float(row) * 15
      let middle = canvas.size.x / 2
      canvas.label(key.0, at: Vector(middle - 130, y), art.font, color: Palette.cyan)
      canvas.label(key.1, at: Vector(middle - 20, y), art.font)
      canvas.label(key.2, at: Vector(middle + 80, y), art.font, color: Palette.dim)
    }
  }
}
