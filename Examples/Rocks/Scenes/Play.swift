import SwiftGameLoop

/// The player flies. Other scenes come over this one: the pause stops it, behind those that tell of the end it
/// drifts on.
final class Play: Scene {
  let stage: Stage
  private let cabinet: Cabinet
  var flight: Flight
  private var hasLostFocus = false

  init(_ stage: Stage, _ cabinet: Cabinet) {
    self.stage = stage
    self.cabinet = cabinet
    flight = cabinet.newGame()
  }

  func update(_ tick: Tick) {
    if flight.world.isOver { return flight.step(.none, tick) }
    if tick.wasPressed(.pause, .leave) || hasLostFocus {
      hasLostFocus = false
      cabinet.click()
      return stage.push { Pause($0, cabinet) }
    }
    flight.step(Controls(tick.actions), tick)
    stage.context.sounds.play(flight.world.events, from: cabinet.art.sounds)
    loopSounds(of: flight.world)
    if flight.world.isOver { stage.push { GameOver($0, cabinet, of: self) } }
  }

  /// Told at any time; the next tick pauses, if the focus is not back by then.
  func focusChanged(hasFocus: Bool) { hasLostFocus = !hasFocus }

  /// What sounds for as long as something lasts; a pause ends it.
  private func loopSounds(of world: World) {
    let sounds = cabinet.art.sounds
    let isThrusting = world.ship?.isThrusting ?? false
    stage.loop(sounds.thrust, while: isThrusting, volume: 0.5)
    stage.loop(sounds.saucer, while: world.saucer != nil && !world.isOver, volume: 0.45)
  }

  func draw(on canvas: inout Canvas, _ frame: Frame) {
    flight.draw(on: &canvas, with: cabinet.art, at: frame.fraction)
    let best = max(cabinet.scoreBoard.scores.best, flight.world.score)
    flight.world.drawStatus(on: &canvas, with: cabinet.art, best: best)
  }
}
