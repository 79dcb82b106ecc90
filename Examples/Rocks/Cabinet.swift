import SwiftGameLoop

/// What goes from scene to scene: pictures and sounds, the high scores, and the numbers that games begin with.
final class Cabinet {
  let art: Art
  let scoreBoard: ScoreBoard
  private let context: GameContext
  private var random: SeededRandom

  /// - Parameter stage: of the first scene, whose loading screen so shows the way of all assets.
  init(_ stage: Stage, _ scoreBoard: ScoreBoard) {
    context = stage.context
    art = Art(stage.assets)
    self.scoreBoard = scoreBoard
    random = SeededRandom(seed: context.seed)
  }

  /// A game that nobody has played yet, another one each time.
  func newGame() -> Flight { Flight(World(seed: random.next())) }

  /// Rocks that drift behind a title.
  func driftingRocks() -> Flight { Flight(.drifting(seed: random.next())) }

  /// Has it heard that the player chose something.
  func click() { context.sounds.play(art.sounds.select) }
}
