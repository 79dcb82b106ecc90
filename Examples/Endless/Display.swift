import SwiftGameLoop

/// What lies over the picture: the map of the chunks and the times of the last frames.
struct Display {
  private let font: Font
  /// Words are made again only when they change.
  private var lines: (way: String, counts: String) = ("", "")
  private var shown: (way: Chunks.Way, threads: Int, tick: Int)?

  init(_ context: GameContext) { font = context.assets.font("fonts/pebble.ttf") }

  private static let panel = Color(0x0b1626, alpha: 150)

  // MARK: The map

  /// Each chunk of the window in its colour, dark where there is none, bright while one is made.
  func drawMap(of chunks: Chunks, around point: Vector, plane: Vector, on canvas: inout Canvas) {
    let cell: Float = 6
    let size = Vector(Float(Chunks.across), Float(Chunks.down)) * cell
    let corner = canvas.size - size - 10
    canvas.fill(Rect(origin: corner, size: size).inset(by: -3), Self.panel)
    let middle = ChunkPlace(of: point + Float(ChunkPlace.side) / 2)
    let first = Vector(
      Float(middle.x - Chunks.across / 2), Float(middle.y - Chunks.down / 2))
    for row in 0..<Chunks.down {
      for column in 0..<Chunks.across {
        let place = ChunkPlace(x: Int(first.x) + column, y: Int(first.y) + row)
        guard let chunk = chunks[place] else { continue }
        let origin = corner + Vector(Float(column), Float(row)) * cell
        let color = chunk.texture == nil ? Color(0xffc44d) : chunk.color
        canvas.fill(Rect(origin: origin, size: .one * cell), color)
      }
    }
    let seen = corner + (plane / Float(ChunkPlace.side) - first) * cell
    canvas.fill(Rect(center: seen.rounded(.down), size: Vector(3, 3)), .white)
  }

  // MARK: The times

  mutating func drawTimes(
    _ statistics: FrameStatistics, _ log: FrameLog, way: Chunks.Way, on canvas: inout Canvas
  ) {
    let height: Float = 44
    let corner = Vector(10, canvas.size.y - height - 10)
    let tall = height / 0.04  // for each second: 40 ms are as high as the panel
    canvas.fill(
      Rect(origin: corner - Vector(3, 31), size: Vector(246, height + 34)), Self.panel)
    for (index, time) in statistics.recent.enumerated() {
      let length = min(height, max(1, Float(time.seconds) * tall))
      let color = time > .milliseconds(20) ? Color(0xff5a48) : Color(0x6fe0a4)
      let bar = Rect(
        x: corner.x + Float(index), y: corner.y + height - length, width: 1, height: length)
      canvas.fill(bar, color)
    }
    let line = corner.y + (height - tall / 60).rounded()
    canvas.fill(Rect(x: corner.x, y: line, width: 240, height: 1), Color(0xffffff, alpha: 90))
    write(log, way)
    canvas.text(lines.way, at: corner - Vector(0, 28), font: font, size: 8, color: .white)
    canvas.text(
      lines.counts, at: corner - Vector(0, 15), font: font, size: 8, color: Color(0xb9c7d8))
  }

  private mutating func write(_ log: FrameLog, _ way: Chunks.Way) {
    let now = (way: way, threads: log.hitches.onJobThreads, tick: log.hitches.insideTheTick)
    if let shown, shown == now { return }
    shown = now
    lines.way =
      way == .onJobThreads ? "Chunks: on job threads (T)" : "Chunks: INSIDE THE TICK (T)"
    lines.counts = "hitches: \(now.threads) on job threads, \(now.tick) inside the tick"
  }
}
