import SwiftGameLoop

/// How hard a wave is.
struct Wave: Equatable {
  /// Counted from 1; 0 before the first.
  let number: Int

  var rocks: Int { min(3 + number, 11) }

  /// How much faster than in the first wave rocks drift.
  var pace: Float { min(1 + 0.09 * Float(number - 1), 2.2) }

  var hasSaucers: Bool { number >= 2 }

  var chanceOfSmallSaucer: Float { min(0.15 + 0.1 * Float(number - 2), 0.75) }

  /// How far beside the ship the small saucer shoots.
  var saucerError: Angle { .degrees(max(22 - 2 * Float(number), 4)) }

  /// How long until the next saucer comes.
  func timeUntilSaucer(random: inout SeededRandom) -> Duration {
    .milliseconds(random.int(12_000...20_000) - min(number, 8) * 700)
  }
}
