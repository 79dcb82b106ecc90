import SwiftGameLoop

/// The game's name over drifting rocks, the keys and the table of high scores by turns. Who only watches soon
/// sees a demo.
final class Title: Scene {
  let stage: Stage
  private let cabinet: Cabinet
  private(set) var flight: Flight

  private var untilDemo: Countdown
  private var pages = Every(.seconds(5))
  private var showsScores = false
  /// The logo falls into its place, and floats there.
  private var fall = Tween<Float>(
    from: -140, to: 0, duration: .milliseconds(700), easing: .out(.back))
  private var float = Tween<Float>(
    from: -3, to: 3, duration: .seconds(2), plays: .forever, returns: true)
  private var prompt = Tween.pulse(Palette.amber)

  init(_ stage: Stage, _ cabinet: Cabinet) {
    self.stage = stage
    self.cabinet = cabinet
    flight = cabinet.driftingRocks()
    untilDemo = Countdown(stage.context.isUnattended ? .seconds(1) : .seconds(14))
  }

  /// The loading screen waits for this, and for the assets.
  func load() async throws {
    while !cabinet.scoreBoard.isLoaded { try await stage.context.frame.next() }
  }

  func update(_ tick: Tick) {
    flight.step(.none, tick)
    fall.update(tick)
    float.update(tick)
    prompt.update(tick)
    if pages.update(tick) > 0 { showsScores.toggle() }

    if tick.wasPressed(.leave) {
      stage.pop()  // The last scene that leaves ends the game.
    } else if tick.wasPressed(.confirm, .choose) {
      cabinet.click()
      stage.replace(through: .fade(Palette.space)) { Play($0, cabinet) }
    } else if tick.wasAnythingPressed {
      untilDemo.restart()
    } else if untilDemo.update(tick) {
      stage.replace(through: .fade(Palette.space)) { Demo($0, cabinet) }
    }
  }
}

// MARK: Drawing

extension Title {
  func draw(on canvas: inout Canvas, _ frame: Frame) {
    let art = cabinet.art
    flight.draw(on: &canvas, with: art, at: frame.fraction)
    let place = Vector(canvas.size.x / 2, 80 + fall.value + float.value)
    canvas.draw(art.logo, at: place.rounded(.toNearestOrEven))
    if showsScores, !cabinet.scoreBoard.scores.entries.isEmpty {
      canvas.line("HIGH SCORES", at: 148, art.font, color: Palette.amber)
      cabinet.scoreBoard.drawTable(on: &canvas, from: 164, art.font)
    } else {
      drawKeys(on: &canvas, art.font)
    }
    canvas.line("PRESS ENTER", at: 306, art.font, size: 16, color: prompt.value)
  }

  private func drawKeys(on canvas: inout Canvas, _ font: Font) {
    let keys = [
      ("TURN", "LEFT RIGHT", "STICK"), ("THRUST", "UP", "TRIGGER"), ("SHOOT", "SPACE", "SOUTH"),
      ("JUMP", "DOWN", "EAST"), ("PAUSE", "P", "START"), ("FULL SCREEN", "F11", ""),
      ("SOUND", "M", ""),
    ]
    let middle = canvas.size.x / 2
    for (row, (action, key, button)) in keys.enumerated() {
      let y = 172 + Float(row) * 15
      canvas.label(action, at: Vector(middle - 130, y), font, color: Palette.cyan)
      canvas.label(key, at: Vector(middle - 20, y), font)
      canvas.label(button, at: Vector(middle + 80, y), font, color: Palette.dim)
    }
  }
}
