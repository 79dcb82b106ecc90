// Rocks: an arcade game of flying, shooting and splitting rocks, with a table of high scores.
//
// Run it with `Examples/run Rocks`, and play with the arrow keys and Space or with a gamepad. You see
// the game's name over drifting rocks; if you only watch, the game soon plays by itself. Without a
// display: `Examples/run Rocks --headless --frames 600 --screenshot rocks.png`.
//
// Where to begin: this file, then `Scenes/Title.swift` and `Scenes/Play.swift`, which show what a scene is.
// `Flight/World.swift` holds the rules, which know of no picture, sound or key; `Art.swift` names every asset,
// `Actions.swift` every key.
//
//     loading ──▶ Title ──Enter──▶ Play ◀──P──▶ Pause         over Play
//                  ▲ ▲              │
//                  │ └─any key─ Demo (from the title after a while)
//                  │                │ last ship lost
//                  │                ▼
//                  └── Scores ◀── GameOver ──▶ NewHighScore ──▶ Scores      over Play, which drifts on

import SwiftGameLoop

@main
final class Rocks: SceneGame {
  static let settings = GameSettings(
    title: "Rocks", size: Space.size, background: Palette.space)

  let scenes: SceneStack
  let scoreBoard: ScoreBoard
  private let context: GameContext
  private let font: Font

  init(_ context: GameContext) {
    self.context = context
    font = context.assets.font(Art.fontName)
    let scoreBoard = ScoreBoard(context.saves)
    self.scoreBoard = scoreBoard
    scenes = SceneStack(
      context, loading: { LoadingScreen($0, $1, color: Palette.cyan) },
      { stage in Title(stage, Cabinet(stage, scoreBoard)) })
    bindActions()
  }

  /// `controls.json` among the saved files may bind them otherwise.
  private func bindActions() {
    context.actions.bindDefaults()
    context.actions.restore(from: context.saves)
  }

  func update(_ tick: Tick) {
    // What means the same in every scene; but where a name is typed, letters are letters.
    if tick.togglesFullScreen { context.window.isFullScreen.toggle() }
    if tick.actions.wasPressed(.mute), !context.textInput.isActive {
      context.sounds.isMuted.toggle()
    }
    scenes.update(tick)
  }

  func draw(on canvas: inout Canvas, _ frame: Frame) {
    scenes.draw(on: &canvas, frame)
    let line = canvas.size.y - 14
    if context.sounds.isMuted {
      canvas.label(
        "SOUND OFF", at: Vector(canvas.size.x - 8, line), font, color: Palette.dim,
        alignment: .right)
    }
    if let notice = scoreBoard.notice, !(scenes.top is Play) {
      canvas.label(notice, at: Vector(8, line), font, color: Palette.red)
    }
  }
}
