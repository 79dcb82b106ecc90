/// The ten best games, best first.
nonisolated struct HighScores: Sendable, Equatable {
  struct Entry: Sendable, Equatable, Codable {
    /// Three letters from A to Z.
    let name: String
    let score: Int
    /// The last wave that was reached.
    let wave: Int
  }

  private(set) var entries: [Entry] = []

  static let most = 10
  static let nameLength = 3
  private static let format = 1

  var best: Int { entries.first?.score ?? 0 }

  /// Where a score would stand, from 0; nil where it is not among the best. Of equal scores the earlier
  /// stands higher.
  func rank(of score: Int) -> Int? {
    guard score > 0 else { return nil }
    let rank = entries.firstIndex { $0.score < score } ?? entries.count
    return rank < Self.most ? rank : nil
  }

  /// - Returns: where the entry stands.
  @discardableResult
  mutating func insert(_ entry: Entry) -> Int? {
    guard let rank = rank(of: entry.score) else { return nil }
    entries.insert(entry, at: rank)
    if entries.count > Self.most { entries.removeLast() }
    return rank
  }
}

// MARK: As a file

nonisolated extension HighScores: Codable {
  private enum Key: String, CodingKey { case format, entries }

  func encode(to encoder: any Encoder) throws {
    var file = encoder.container(keyedBy: Key.self)
    try file.encode(Self.format, forKey: .format)
    try file.encode(entries, forKey: .entries)
  }

  /// Refuses what no game of Rocks has written: a file that somebody else wrote is not guessed at.
  init(from decoder: any Decoder) throws {
    let file = try decoder.container(keyedBy: Key.self)
    let format = try file.decode(Int.self, forKey: .format)
    let entries = try file.decode([Entry].self, forKey: .entries)
    func check(_ isGood: Bool, _ key: Key, _ complaint: String) throws {
      guard !isGood else { return }
      throw DecodingError.dataCorruptedError(forKey: key, in: file, debugDescription: complaint)
    }
    try check(format == Self.format, .format, "is of format \(format), not \(Self.format)")
    try check(entries.count <= Self.most, .entries, "has more than \(Self.most) entries")
    try check(entries.allSatisfy(\.isPlausible), .entries, "has an entry that no game ends with")
    let scores = entries.map(\.score)
    try check(scores == scores.sorted(by: >), .entries, "is not sorted by score")
    self.entries = entries
  }
}

nonisolated extension HighScores.Entry {
  fileprivate var isPlausible: Bool {
    (1...999_999_999).contains(score) && (1...9_999).contains(wave)
      && name.count == HighScores.nameLength && name.allSatisfy { $0.isASCII && $0.isUppercase }
  }
}
