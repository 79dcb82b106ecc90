import SwiftGameLoop

extension Screen {
  /// Whether what flies is heard.
  var isHeard: Bool {
    switch self {
    case .playing, .gameOver: true
    case .title, .demo, .paused, .initials, .scores: false
    }
  }

  /// What is heard when it follows another screen, or itself as it was a tick ago.
  func sound(after before: Screen, from sounds: SoundArt) -> Sound? {
    switch (before, self) {
    case (.initials(let old), .initials(let new)): old == new ? nil : sounds.move
    case (_, .initials): sounds.highScore
    case (.title, .playing), (.playing, .paused), (.paused, .playing), (.paused, .title),
      (.initials, .scores), (.scores, .title), (.demo, .title):
      sounds.select
    default: nil
    }
  }
}
