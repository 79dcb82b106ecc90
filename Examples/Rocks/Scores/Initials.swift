import SwiftGameLoop

/// Three letters being chosen for the table of high scores.
struct Initials: Equatable {
  private(set) var letters: [Character] = Array(repeating: "A", count: HighScores.nameLength)
  /// Which letter is being chosen.
  private(set) var index = 0

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")

  var name: String { String(letters) }

  /// - Returns: whether the name is done.
  mutating func take(_ presses: Presses) -> Bool {
    for letter in presses.letters { type(letter) }
    if presses.step.y != 0 { change(by: presses.step.y) }
    if presses.step.x != 0 { select(index + presses.step.x) }
    if presses.erases { select(index - 1) }
    if presses.chooses {
      if index == letters.count - 1 { return true }
      select(index + 1)
    }
    return presses.confirms
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
