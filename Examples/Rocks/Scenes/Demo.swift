import SwiftGameLoop

/// The game plays by itself, unheard, until somebody presses a key.
final class Demo: Scene {
  let stage: Stage
  private let cabinet: Cabinet
  var flight: Flight
  private var player = DemoPlayer()
  private var untilEnd = Countdown(.seconds(75))
  private var prompt = Tween.pulse(Palette.amber, Palette.dim)

  private static let timeAfterLoss = Duration.seconds(4)

  init(_ stage: Stage, _ cabinet: Cabinet) {
    self.stage = stage
    self.cabinet = cabinet
    flight = cabinet.newGame()
  }

  func update(_ tick: Tick) {
    flight.step(player.controls(for: flight.world, tick), tick)
    prompt.update(tick)
    if tick.wasAnythingPressed {
      cabinet.click()
      toTitle()
    } else if isOver(after: tick) {
      toTitle()
    }
  }

  /// It ends after a while, a lost one soon; with nobody there only when it is lost.
  private func isOver(after tick: Tick) -> Bool {
    let isLost = flight.world.isOver
    if isLost, untilEnd.remaining > Self.timeAfterLoss { untilEnd.restart(Self.timeAfterLoss) }
    return (isLost || !stage.context.isUnattended) && untilEnd.update(tick)
  }

  private func toTitle() {
    stage.replace(through: .fade(Palette.space)) { Title($0, cabinet) }
  }

  func draw(on canvas: inout Canvas, _ frame: Frame) {
    let art = cabinet.art
    flight.draw(on: &canvas, with: art, at: frame.fraction)
    // A demo's score beats nobody's.
    flight.world.drawStatus(on: &canvas, with: art, best: cabinet.scoreBoard.scores.best)
    canvas.line("DEMO - PRESS ANY KEY", at: canvas.size.y - 22, art.font, color: prompt.value)
  }
}
