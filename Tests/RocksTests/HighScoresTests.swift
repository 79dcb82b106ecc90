import FoundationEssentials
import Testing

@testable import Rocks

@Suite struct `The high scores` {
  private func table(_ scores: Int...) -> HighScores {
    var table = HighScores()
    for score in scores { table.insert(.init(name: "AAA", score: score, wave: 1)) }
    return table
  }

  @Test func `stand in order, best first`() {
    #expect(table(30, 10, 20).entries.map(\.score) == [30, 20, 10])
    #expect(table(30, 10, 20).best == 30)
  }

  @Test func `of equal scores the earlier stands higher`() {
    var scores = table(30, 20, 10)
    let rank = scores.insert(.init(name: "NEW", score: 20, wave: 1))
    #expect(rank == 2)
    #expect(scores.entries[1].name == "AAA")
  }

  @Test func `are ten, and the eleventh goes`() {
    var scores = table(10, 20, 30, 40, 50, 60, 70, 80, 90, 100)
    #expect(scores.rank(of: 10) == nil)
    let rank = scores.insert(.init(name: "NEW", score: 11, wave: 1))
    #expect(rank == 9)
    #expect(scores.entries.count == 10)
    #expect(scores.entries.last?.score == 11)
  }

  @Test func `do not take a game without points`() {
    #expect(HighScores().rank(of: 0) == nil)
  }

  @Test func `are the same after a file`() throws {
    let scores = table(100, 50)
    let file = try JSONEncoder().encode(scores)
    #expect(try JSONDecoder().decode(HighScores.self, from: file) == scores)
  }

  @Test(arguments: [
    #"{"entries": []}"#,
    #"{"format": 2, "entries": []}"#,
    #"{"format": 1, "entries": [{"name": "AAA", "score": -5, "wave": 1}]}"#,
    #"{"format": 1, "entries": [{"name": "MUCH TOO LONG", "score": 5, "wave": 1}]}"#,
    #"{"format": 1, "entries": [{"name": "ÄÖÜ", "score": 5, "wave": 1}]}"#,
    #"{"format": 1, "entries": [{"name": "AAA", "score": 5, "wave": 0}]}"#,
    #"{"format": 1, "entries": [{"name": "AAA", "score": 99999999999, "wave": 1}]}"#,
    #"{"format": 1, "entries": [{"name": "AAA", "score": 5, "wave": 1}, {"name": "AAA", "score": 6, "wave": 1}]}"#,
  ])
  func `refuse what no game has written`(file: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(HighScores.self, from: Data(file.utf8))
    }
  }
}
