import SwiftGameLoop

/// What is on the screen, and where the player's presses and time lead from there.
///
///     title ──Enter──▶ playing ◀──P──▶ paused        demo: from the title after a while,
///       ▲                 │                           back to it with any key
///       │             last ship lost
///       │                 ▼
///       └── scores ◀── gameOver ──▶ initials ──▶ scores
enum Screen: Equatable {
  /// The logo, the keys and the table of high scores by turns. Counts its ticks.
  case title(ticks: Int)
  /// The game plays by itself, for so many ticks more.
  case demo(ticksLeft: Int)
  case playing
  case paused
  /// The last ship is lost, and the rocks drift on.
  case gameOver(ticks: Int)
  /// The score is among the best: who was it?
  case initials(Initials)
  /// The table; the entry that is new in it is marked.
  case scores(ticks: Int, marked: Int?)

  /// What the game has to do about it.
  enum Action: Equatable {
    case startGame
    case startDemo
    /// The title is back, with nobody at the controls.
    case endGame
    case enterScore(name: String)
    case quit
  }

  /// What the screen cannot know by itself.
  struct Situation {
    /// Whether assets and high scores are loaded.
    var isReady: Bool
    var isFlightOver: Bool
    var isScoreAmongBest: Bool
    /// Whether nobody is there to press anything.
    var isUnattended: Bool
  }

  /// Whether anything flies.
  var isMoving: Bool { self != .paused }

  /// Whether letters are letters here, and no commands.
  var takesLetters: Bool {
    if case .initials = self { true } else { false }
  }
}

// MARK: Events

extension Screen {
  /// A tick has passed, perhaps with presses.
  mutating func tick(_ presses: Presses, _ situation: Situation) -> Action? {
    switch self {
    case .title(let ticks): return titleTick(ticks + 1, presses, situation)
    case .demo(let ticks): return demoTick(ticks, presses, situation)
    case .playing: return playingTick(presses, situation)
    case .paused: return pausedTick(presses)
    case .gameOver(let ticks): return gameOverTick(ticks + 1, presses, situation)
    case .initials(let initials): return initialsTick(initials, presses)
    case .scores(let ticks, let marked): return scoresTick(ticks + 1, marked, presses)
    }
  }

  /// The keyboard went to another window.
  mutating func focusWasLost() {
    if self == .playing { self = .paused }
  }

  /// The score was entered and stands there in the table.
  mutating func scoreWasEntered(at rank: Int?) { self = .scores(ticks: 0, marked: rank) }
}

// MARK: The screens

extension Screen {
  private static let ticksUntilDemo = GameTime.ticks(in: .seconds(14))
  private static let ticksUntilUnattendedDemo = GameTime.ticks(in: .seconds(1))
  private static let ticksOfDemo = GameTime.ticks(in: .seconds(75))
  private static let ticksOfGameOver = GameTime.ticks(in: .seconds(4))
  private static let ticksOfScores = GameTime.ticks(in: .seconds(20))
  /// Whoever hammers on the keys when the game ends is to see that it did.
  private static let ticksUntilPressesCount = GameTime.ticks(in: .seconds(1))

  private mutating func titleTick(
    _ ticks: Int, _ presses: Presses, _ situation: Situation
  ) -> Action? {
    self = .title(ticks: presses.isAny ? 0 : ticks)
    if presses.leaves { return .quit }
    guard situation.isReady else { return nil }
    if presses.confirms || presses.chooses {
      self = .playing
      return .startGame
    }
    if ticks >= (situation.isUnattended ? Self.ticksUntilUnattendedDemo : Self.ticksUntilDemo) {
      self = .demo(ticksLeft: Self.ticksOfDemo)
      return .startDemo
    }
    return nil
  }

  /// It ends after a while, a lost one soon; with nobody there only when it is lost.
  private mutating func demoTick(
    _ ticks: Int, _ presses: Presses, _ situation: Situation
  ) -> Action? {
    var ticksLeft = ticks
    if situation.isFlightOver { ticksLeft = min(ticksLeft, Self.ticksOfGameOver) }
    if situation.isFlightOver || !situation.isUnattended { ticksLeft -= 1 }
    self = .demo(ticksLeft: ticksLeft)
    guard presses.isAny || ticksLeft <= 0 else { return nil }
    self = .title(ticks: 0)
    return .endGame
  }

  private mutating func playingTick(_ presses: Presses, _ situation: Situation) -> Action? {
    if situation.isFlightOver {
      self = .gameOver(ticks: 0)
    } else if presses.pauses || presses.leaves {
      self = .paused
    }
    return nil
  }

  private mutating func pausedTick(_ presses: Presses) -> Action? {
    if presses.quits {
      self = .title(ticks: 0)
      return .endGame
    }
    if presses.pauses || presses.leaves || presses.confirms || presses.chooses { self = .playing }
    return nil
  }

  private mutating func gameOverTick(
    _ ticks: Int, _ presses: Presses, _ situation: Situation
  ) -> Action? {
    self = .gameOver(ticks: ticks)
    let isSkipped = ticks > Self.ticksUntilPressesCount && (presses.confirms || presses.leaves)
    guard isSkipped || ticks >= Self.ticksOfGameOver else { return nil }
    self = situation.isScoreAmongBest ? .initials(Initials()) : .scores(ticks: 0, marked: nil)
    return nil
  }

  private mutating func initialsTick(_ initials: Initials, _ presses: Presses) -> Action? {
    var initials = initials
    let isDone = initials.take(presses)
    self = .initials(initials)
    return isDone ? .enterScore(name: initials.name) : nil
  }

  private mutating func scoresTick(_ ticks: Int, _ marked: Int?, _ presses: Presses) -> Action? {
    self = .scores(ticks: ticks, marked: marked)
    let isLeft = presses.confirms || presses.chooses || presses.leaves
    guard isLeft || ticks >= Self.ticksOfScores else { return nil }
    self = .title(ticks: 0)
    return .endGame
  }
}
