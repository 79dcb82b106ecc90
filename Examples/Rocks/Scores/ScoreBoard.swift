import SwiftGameLoop

/// The high scores and the file they are kept in.
final class ScoreBoard {
  private(set) var scores = HighScores()
  /// What went wrong with the file, for the player to read.
  private(set) var notice: String?
  /// Whether it is known what was kept. Before that nothing is to be added.
  private(set) var isLoaded = false

  private let saves: SaveFiles
  /// False where the file may hold scores that could not be read: they are not to be lost.
  private var maySave = true

  private static let file = "scores"

  init(_ saves: SaveFiles) {
    self.saves = saves
    saves.load(HighScores.self, from: Self.file) { [weak self] in self?.take($0) }
  }

  private func take(_ outcome: LoadOutcome<HighScores>) {
    isLoaded = true
    switch outcome {
    case .loaded(let scores):
      self.scores = scores
    case .nothingSaved:
      break
    case .broken(let reason, let aside?):
      complain("The high scores are broken and were set aside", "\(reason) (kept in \(aside))")
    case .broken(let reason, aside: nil):
      maySave = false
      complain("The high scores are broken: new ones are not kept", reason)
    case .unreadable(let reason):
      maySave = false
      complain("The high scores cannot be read: new ones are not kept", reason)
    }
  }

  /// - Returns: where the entry stands in the table.
  func add(_ entry: HighScores.Entry) -> Int? {
    let rank = scores.insert(entry)
    if maySave { saves.save(scores, as: Self.file) { [weak self] in self?.saved($0) } }
    return rank
  }

  private func saved(_ result: Result<Void, FileError>) {
    switch result {
    case .success: notice = nil
    case .failure(let error): complain("The high scores could not be saved", "\(error)")
    }
  }

  private func complain(_ notice: String, _ reason: String) {
    self.notice = notice
    report("\(notice): \(reason)")
  }
}
