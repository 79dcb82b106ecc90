import SwiftGameLoop

/// The table of high scores; the entry that is new in it is marked.
final class Scores: Scene {
  let stage: Stage
  let isOverlay = true
  let pausesBelow = false
  let marked: Int?
  private let cabinet: Cabinet
  private var untilTitle = Countdown(.seconds(20))
  private var glow = Tween.pulse(Palette.amber, Palette.soft)
  private var prompt = Tween.pulse(Palette.amber)

  init(_ stage: Stage, _ cabinet: Cabinet, marked: Int?) {
    self.stage = stage
    self.cabinet = cabinet
    self.marked = marked
  }

  func update(_ tick: Tick) {
    glow.update(tick)
    prompt.update(tick)
    let isLeft = tick.wasPressed(.confirm, .choose, .leave)
    guard untilTitle.update(tick) || isLeft else { return }
    cabinet.click()
    stage.replaceAll(through: .fade(Palette.space)) { Title($0, cabinet) }
  }

  func draw(on canvas: inout Canvas, _ frame: Frame) {
    let font = cabinet.art.font
    canvas.fill(canvas.bounds, Palette.veil)
    canvas.line("HIGH SCORES", at: 62, font, size: 24, color: Palette.cyan)
    let mark = marked.map { (rank: $0, color: glow.value) }
    cabinet.scoreBoard.drawTable(on: &canvas, from: 116, font, mark: mark)
    canvas.line("PRESS ENTER", at: 306, font, size: 16, color: prompt.value)
  }
}
