import SwiftGameLoop

/// Three letters being chosen for the table of high scores.
struct Initials: Equatable {
  private(set) var letters: [Character] = Array(repeating: "A", count: HighScores.nameLength)
  /// Which letter is being chosen.
  private(set) var index = 0
  /// Who still holds a key from the game has not chosen anything by it.
  private var hasStepped = false

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")

  var name: String { String(letters) }

  /// What the player's hands say to it in a tick.
  struct Presses {
    /// Typed, in capitals.
    var letters = ""
    /// Each of x and y is -1, 0 or 1.
    var step = (x: 0, y: 0)
    /// Whether the step comes from holding on.
    var isStepRepeated = false
    var erases = false
    /// A letter is chosen.
    var chooses = false
    /// The name is done.
    var confirms = false
  }

  /// - Returns: whether the name is done.
  mutating func take(_ presses: Presses) -> Bool {
    for letter in presses.letters { type(letter) }
    take(presses.step, isRepeated: presses.isStepRepeated)
    if presses.erases { select(index - 1) }
    if presses.chooses {
      if index == letters.count - 1 { return true }
      select(index + 1)
    }
    return presses.confirms
  }

  private mutating func take(_ step: (x: Int, y: Int), isRepeated: Bool) {
    guard step != (0, 0), hasStepped || !isRepeated else { return }
    hasStepped = true
    if step.y != 0 { change(by: step.y) }
    if step.x != 0 { select(index + step.x) }
  }

  private mutating func type(_ letter: Character) {
    letters[index] = letter
    select(index + 1)
  }

  /// Up is the letter before, as on a wheel that is turned.
  private mutating func change(by step: Int) {
    let alphabet = Self.alphabet
    guard let place = alphabet.firstIndex(of: letters[index]) else { return }
    letters[index] = alphabet[(place + step + alphabet.count) % alphabet.count]
  }

  private mutating func select(_ index: Int) {
    self.index = min(max(index, 0), letters.count - 1)
  }
}

extension Initials.Presses {
  init(_ tick: Tick) {
    let (input, actions) = (tick.input, tick.actions)
    // A key that is held types again and again: only what comes with a press counts.
    if input.keys.anyWasPressed {
      letters = input.typedText.uppercased().filter { $0.isASCII && $0.isLetter }
    }
    func count(_ action: Action) -> Int { actions.repeats(action) ? 1 : 0 }
    step = (count(.right) - count(.left), count(.down) - count(.up))
    isStepRepeated = ![.left, .right, .up, .down].contains(where: actions.wasPressed)
    erases = tick.wasPressed(.erase)
    chooses = tick.wasPressed(.choose)
    confirms = tick.wasPressed(.confirm)
  }
}
