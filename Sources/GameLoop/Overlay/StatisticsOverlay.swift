import TaskQueues

/// The figures of the run over the game's picture, for those who make it: `GameSettings.statisticsKey` shows it.
///
/// A graph has the work of the last frames, the newest on the right, and a line where a frame's time is over.
/// Frames that hitched are red, those that took more than half of their time yellow. Below it are the figures,
/// which change four times a second: so often is a picture drawn, too, that would stay otherwise.
final class StatisticsOverlay {
  private(set) var isShown = false

  private let overlay: CanvasOverlay
  private let period: Duration
  private let place: OverlayPlace
  private var figures = OverlayFigures()
  /// The figures as they are painted.
  private var layout: TextLayout?
  private var refreshed: Instant?

  private static let refreshPeriod = Duration.milliseconds(250)

  init(size: Vector, period: Duration) {
    overlay = CanvasOverlay(size: size)
    place = OverlayPlace(in: size)
    self.period = period
  }

  func toggle() {
    isShown.toggle()
    refreshed = nil
  }

  /// Whether there are other figures to be shown.
  func isDue(at now: Instant) -> Bool {
    guard isShown else { return false }
    return refreshed.map { $0.duration(to: now) >= Self.refreshPeriod } ?? true
  }

  /// What is to be drawn over the picture; nil while it is hidden.
  func picture(of statistics: FrameStatistics, at now: Instant) -> CanvasOverlay? {
    guard isShown else { return nil }
    if isDue(at: now) {
      layout = Font.builtIn.layoutOnce(figures.text(of: statistics), place.style)
      refreshed = now
    }
    overlay.canvas.begin(background: nil)
    draw(statistics)
    overlay.canvas.end()
    return overlay
  }

  private func draw(_ statistics: FrameStatistics) {
    let textSize = layout?.size ?? .zero
    overlay.canvas.fill(place.box(textHeight: textSize.y), Palette.box, blend: .none)
    drawGraph(statistics)
    guard let layout else { return }
    overlay.canvas.record(
      TextCommand(
        layout: layout, position: place.text, color: Palette.text, pivot: place.text,
        rotation: .zero, scale: 1))
  }

  // MARK: The graph

  private func drawGraph(_ statistics: FrameStatistics) {
    let graph = place.graph
    let recent = statistics.recent
    let shown = min(recent.count, Int(graph.size.x / place.unit))
    var x = graph.end.x - Float(shown) * place.unit
    for time in recent.suffix(shown) {
      bar(at: x, height: height(of: time), color(of: time))
      x += place.unit
    }
    // A frame that came late may have worked little: its bar is as high as the graph.
    for hitch in statistics.hitches {
      let age = statistics.frames - hitch.frame
      guard age <= shown else { continue }
      bar(at: graph.end.x - Float(age) * place.unit, height: height(of: hitch.time), Palette.hitch)
    }
    let line = graph.end.y - height(of: period)
    overlay.canvas.fill(
      Rect(x: graph.origin.x, y: line, width: graph.size.x, height: place.unit), Palette.period,
      blend: .none)
  }

  private func bar(at x: Float, height: Float, _ color: Color) {
    overlay.canvas.fill(
      Rect(x: x, y: place.graph.end.y - height, width: place.unit, height: height), color,
      blend: .none)
  }

  /// The graph is so high that a frame may take half as much again as it has.
  private func height(of time: Duration) -> Float {
    let part = Float(time.seconds / (period.seconds * 1.5))
    let height = (part * place.graph.size.y / place.unit).rounded(.up) * place.unit
    return max(place.unit, min(height, place.graph.size.y))
  }

  private func color(of time: Duration) -> Color {
    if time > period { return Palette.hitch }
    return time > period / 2 ? Palette.slow : Palette.quick
  }

  private enum Palette {
    static let box = Color(0x10141c)
    static let text = Color(0xe8ecf0)
    static let period = Color(0x8090a0)
    static let quick = Color(0x40c060)
    static let slow = Color(0xe0c040)
    static let hitch = Color(0xff4040)
  }
}
