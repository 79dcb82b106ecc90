/// A bar that fills while a scene loads. Where something fails, it says what: Enter or the lower button of a
/// gamepad goes on without it, and Escape or the right button goes back.
///
///     stage.replace(loading: LoadingScreen.init) { Level($0, number: 2) }
///     stage.replace(loading: { LoadingScreen($0, $1, color: .cyan) }) { Level($0, number: 2) }
public final class LoadingScreen: Scene {
  public let stage: Stage
  private let loading: Loading
  private let color: Color

  /// - Parameter color: of the bar.
  public init(_ stage: Stage, _ loading: Loading, color: Color) {
    self.stage = stage
    self.loading = loading
    self.color = color
  }

  public convenience init(_ stage: Stage, _ loading: Loading) {
    self.init(stage, loading, color: .white)
  }

  public func update(_ tick: Tick) {
    let pad = tick.input.gamepad
    if tick.input.wasPressed(.escape) || pad.wasPressed(.east) {
      loading.goBack()
    } else if tick.input.wasPressed(.enter) || pad.wasPressed(.south) {
      loading.goOn()
    }
  }

  public func draw(on canvas: inout Canvas, _ frame: Frame) {
    if loading.hasFailed {
      drawFailures(on: &canvas)
    } else {
      drawBar(on: &canvas)
    }
  }

  private func drawBar(on canvas: inout Canvas) {
    var bar = Rect(
      center: canvas.bounds.center, size: Vector((canvas.size.x / 2).rounded(), 8))
    bar.origin = bar.origin.rounded(.down)
    canvas.outline(bar, color)
    let inside = Rect(origin: bar.origin + Vector(2, 2), size: bar.size - Vector(4, 4))
    let filled = Vector(inside.size.x * loading.fraction, inside.size.y)
    canvas.fill(Rect(origin: inside.origin, size: filled), color)
  }

  private func drawFailures(on canvas: inout Canvas) {
    let margin: Float = 8
    let width = canvas.size.x - 2 * margin
    let hasPad = !stage.context.input.gamepads.isEmpty
    let keys = """
      Enter\(hasPad ? " or lower button" : ""): play without it
      Escape\(hasPad ? " or right button" : ""): go back
      """
    let keysHeight = Font.builtIn.size(of: keys, width: width).y
    let page = Rect(
      x: margin, y: margin, width: width, height: canvas.size.y - keysHeight - 3 * margin)
    let lines = ["\(loading.name) is not complete:", ""] + loading.failures
    canvas.text(
      lines.joined(separator: "\n"), in: page,
      mostLines: max(1, Int(page.size.y / Font.builtIn.lineHeight())))
    canvas.text(
      keys,
      in: Rect(
        x: margin, y: canvas.size.y - keysHeight - margin, width: width, height: keysHeight),
      color: .yellow)
  }
}
