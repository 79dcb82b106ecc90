import SwiftGameLoop

/// The score is among the best: who was it?
final class NewHighScore: Scene {
  let stage: Stage
  let isOverlay = true
  let pausesBelow = false
  private let cabinet: Cabinet
  private let world: World
  private(set) var initials = Initials()
  private var cursor = Tween.pulse(Palette.amber, Palette.dim)

  init(_ stage: Stage, _ cabinet: Cabinet, _ world: World) {
    self.stage = stage
    self.cabinet = cabinet
    self.world = world
  }

  func enter() {
    stage.context.textInput.begin()
    stage.context.sounds.play(cabinet.art.sounds.highScore)
  }

  func leave() { stage.context.textInput.end() }

  func update(_ tick: Tick) {
    cursor.update(tick)
    let before = initials
    let isDone = initials.take(Initials.Presses(tick))
    if isDone {
      enterScore()
    } else if initials != before {
      stage.context.sounds.play(cabinet.art.sounds.move)
    }
  }

  private func enterScore() {
    cabinet.click()
    let entry = HighScores.Entry(
      name: initials.name, score: world.score, wave: world.wave.number)
    let rank = cabinet.scoreBoard.add(entry)
    stage.replace { Scores($0, cabinet, marked: rank) }
  }

  func draw(on canvas: inout Canvas, _ frame: Frame) {
    let font = cabinet.art.font
    canvas.fill(canvas.bounds, Palette.veil)
    canvas.line("A HIGH SCORE", at: 84, font, size: 24, color: Palette.cyan)
    canvas.line("\(world.score)", at: 124, font, size: 16, color: Palette.amber)
    for (index, letter) in initials.letters.enumerated() {
      let isChosen = index == initials.index
      let x = canvas.size.x / 2 + Float(index - 1) * 40
      canvas.label(
        String(letter), at: Vector(x, 168), font, size: 24,
        color: isChosen ? Palette.amber : Palette.soft, alignment: .center)
      let line = Rect(x: x - 14, y: 200, width: 28, height: 2)
      canvas.fill(line, isChosen ? cursor.value : Palette.dim)
    }
    canvas.line("TYPE YOUR INITIALS OR CHOOSE WITH THE ARROWS", at: 236, font)
    canvas.line("ENTER  DONE", at: 254, font, color: Palette.dim)
  }
}
