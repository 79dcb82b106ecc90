// Rocks: an arcade game of flying, shooting and splitting rocks, with a table of high scores.
//
// Run it with `Examples/run Rocks`, and play with the arrow keys and Space or with a gamepad. You see
// the game's name over drifting rocks; if you only watch, the game soon plays by itself. Without a
// display: `Examples/run Rocks --headless --frames 600 --screenshot rocks.png`.
//
// Where to begin: `Art` names every asset, `Screen` says what follows what, `World` holds the rules.

import SwiftGameLoop

@main
final class Rocks: Game {
  static let settings = GameSettings(
    title: "Rocks", size: Space.size, background: Palette.space,
    tickRate: GameTime.ticksPerSecond)

  private let context: GameContext
  let art: Art
  let scoreBoard: ScoreBoard

  private(set) var screen = Screen.title(ticks: 0)
  /// What flies on, or behind, the screen.
  private(set) var flight: Flight
  private(set) var backdrop = Backdrop()
  private var random: SeededRandom

  init(_ context: GameContext) {
    self.context = context
    art = Art(context.assets)
    scoreBoard = ScoreBoard(context.saves)
    random = SeededRandom(seed: context.seed)
    flight = Flight(.nobody, random: &random)
    bindControls()
  }

  /// `controls.json` among the saved files may bind them otherwise.
  private func bindControls() {
    Controls.bind(context.actions)
    Presses.bind(context.actions)
    context.actions.restore(from: context.saves) { outcome in
      switch outcome {
      case .loaded, .nothingSaved: break
      case .broken(let reason, let aside): report("\(reason) (It is kept as \(aside ?? "it is").)")
      case .unreadable(let reason): report(reason)
      }
    }
  }

  /// From 0 to 1.
  var loadingProgress: Float { context.assets.progress.fraction }
  var isReady: Bool { context.assets.progress.isComplete && scoreBoard.isLoaded }
  var isMuted: Bool { context.sounds.isMuted }

  func update(_ tick: Tick) {
    let presses = Presses(tick)
    handleWindow(presses)
    let before = screen
    if let action = screen.tick(presses, situation) { perform(action) }
    takeText(screen.takesLetters)
    if let sound = screen.sound(after: before, from: art.sounds) { context.sounds.play(sound) }

    if screen.isMoving { fly(screen == .playing ? Controls(tick.actions) : .none) }
    playLoops()
  }

  func focusChanged(hasFocus: Bool) {
    if !hasFocus { screen.focusWasLost() }
  }

  private var situation: Screen.Situation {
    Screen.Situation(
      isReady: isReady, isFlightOver: flight.world.isOver,
      isScoreAmongBest: scoreBoard.scores.rank(of: flight.world.score) != nil,
      isUnattended: context.isUnattended)
  }

  private func perform(_ action: Screen.Action) {
    switch action {
    case .startGame:
      flight = Flight(.player, random: &random)
    case .startDemo:
      flight = Flight(.demo(DemoPlayer()), random: &random)
    case .endGame:
      flight = Flight(.nobody, random: &random)
    case .enterScore(let name):
      let world = flight.world
      let entry = HighScores.Entry(name: name, score: world.score, wave: world.wave.number)
      screen.scoreWasEntered(at: scoreBoard.add(entry))
    case .quit:
      context.quit()
    }
  }

  private func fly(_ controls: Controls) {
    flight.step(controls)
    backdrop.step(with: flight.world.ship)
    if screen.isHeard { context.sounds.play(flight.world.events, from: art.sounds) }
  }

  /// Keys that mean the same on every screen, but for letters where a name is typed.
  private func handleWindow(_ presses: Presses) {
    if presses.togglesFullScreen { context.window.isFullScreen.toggle() }
    if presses.mutes, !screen.takesLetters { context.sounds.isMuted.toggle() }
  }

  private func takeText(_ isTyped: Bool) {
    guard isTyped != context.textInput.isActive else { return }
    if isTyped { context.textInput.begin() } else { context.textInput.end() }
  }

  /// What sounds for as long as something lasts.
  private func playLoops() {
    let sounds = context.sounds
    let world = flight.world
    let isThrusting = world.ship?.isThrusting ?? false
    sounds.loop(art.sounds.thrust, while: screen.isHeard && isThrusting, volume: 0.5)
    sounds.loop(art.sounds.saucer, while: screen.isHeard && world.saucer != nil, volume: 0.45)
  }
}
