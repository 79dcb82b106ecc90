import SwiftGameLoop

/// The last ship is lost, and the rocks drift on behind the words.
final class GameOver: Scene {
  let stage: Stage
  let isOverlay = true
  let pausesBelow = false
  private let cabinet: Cabinet
  private let play: Play

  private var untilNext = Countdown(.seconds(4))
  /// Whoever hammers on the keys when the game ends is to see that it did.
  private var untilPressesCount = Countdown(.seconds(1))
  private var words = Tween(
    from: Palette.amber.faded(to: 0), to: Palette.amber, duration: .milliseconds(700))
  private var points = Tween(
    from: Palette.soft.faded(to: 0), to: Palette.soft, duration: .milliseconds(700),
    delay: .milliseconds(300))

  init(_ stage: Stage, _ cabinet: Cabinet, of play: Play) {
    self.stage = stage
    self.cabinet = cabinet
    self.play = play
  }

  /// The last shots may still hit.
  private var world: World { play.flight.world }

  func update(_ tick: Tick) {
    words.update(tick)
    points.update(tick)
    untilPressesCount.update(tick)
    let isSkipped = untilPressesCount.isOver && tick.wasPressed(.confirm, .leave)
    guard untilNext.update(tick) || isSkipped else { return }
    if cabinet.scoreBoard.scores.rank(of: world.score) == nil {
      stage.replace { Scores($0, cabinet, marked: nil) }
    } else {
      stage.replace { NewHighScore($0, cabinet, world) }
    }
  }

  func draw(on canvas: inout Canvas, _ frame: Frame) {
    canvas.line("GAME OVER", at: 140, cabinet.art.font, size: 24, color: words.value)
    canvas.line("\(world.score) POINTS", at: 178, cabinet.art.font, color: points.value)
  }
}
