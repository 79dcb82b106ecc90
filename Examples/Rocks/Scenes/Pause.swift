import SwiftGameLoop

/// Over a game that stands still.
final class Pause: Scene {
  let stage: Stage
  let isOverlay = true
  private let cabinet: Cabinet

  init(_ stage: Stage, _ cabinet: Cabinet) {
    self.stage = stage
    self.cabinet = cabinet
  }

  func update(_ tick: Tick) {
    if tick.wasPressed(.quit) {
      cabinet.click()
      stage.replaceAll(through: .fade(Palette.space)) { Title($0, cabinet) }
    } else if tick.wasPressed(.pause, .leave, .confirm, .choose) {
      cabinet.click()
      stage.pop()
    }
  }

  func draw(on canvas: inout Canvas, _ frame: Frame) {
    canvas.fill(canvas.bounds, Palette.veil)
    canvas.line("PAUSED", at: 140, cabinet.art.font, size: 24, color: Palette.cyan)
    canvas.line(
      "P  GO ON     Q  TITLE     M  SOUND     F11  FULL SCREEN", at: 182, cabinet.art.font)
  }
}
