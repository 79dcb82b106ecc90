import GameTesting
import SwiftGameLoop
import Testing

@testable import Rocks

@Suite struct `Rocks, played for the high score` {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a game is lost, its score entered and kept for the next run`() throws {
    let session = try Session(seed: 3, saves: folder.path)
    try session.start()
    try session.ramUntilGameOver()
    session.run(frames: 5)
    #expect(session.texts.contains("GAME OVER"))

    session.run(frames: 60 * 4)
    #expect(session.texts.contains("A HIGH SCORE"))
    let score = session.world.score
    #expect(score > 0)
    session.type("joe")
    session.tap(.enter)
    #expect(session.scene(Scores.self)?.marked == 0)
    #expect(session.texts.contains("JOE") && session.texts.contains("\(score)"))
    session.tap(.enter)
    try session.run(until: Title.self)
    #expect(session.game.scenes.all.count == 1)
    session.end()
    #expect(try folder.read("scores.json").contains("\"JOE\""))

    let next = try Session(saves: folder.path)
    try next.run(until: Title.self)
    #expect(next.game.scoreBoard.scores == session.game.scoreBoard.scores)
    #expect(next.game.scoreBoard.scores.best == score)
  }

  @Test func `a broken score file is set aside, and the game starts`() throws {
    try folder.write("{\"entries\": [", to: "scores.json")
    let session = try Session(saves: folder.path)
    try session.run(until: Title.self)
    session.run()
    #expect(session.texts.contains("The high scores are broken and were set aside"))
    #expect(try folder.files == ["scores.json.broken-1"])
    #expect(try folder.read("scores.json.broken-1") == "{\"entries\": [")
    try session.start()
    #expect(session.top is Play)
  }

  @Test func `scores that cannot be read are not overwritten`() throws {
    let blocked = try TemporaryFolder()
    // A name in place of the file that no reader takes for a file.
    try FileContents.createFolder("\(blocked.path)/scores.json")
    let session = try Session(saves: blocked.path)
    try session.run(until: Title.self)
    let entry = HighScores.Entry(name: "ABC", score: 100, wave: 1)
    #expect(session.game.scoreBoard.add(entry) == 0)
    session.run(frames: 2)
    #expect(session.game.scoreBoard.scores.best == 100)
    #expect(session.texts.contains("The high scores cannot be read: new ones are not kept"))
    #expect(try blocked.files == ["scores.json"])
  }

  @Test func `a save that fails is told, and the game goes on`() throws {
    let session = try Session(saves: "/proc/no such place/rocks")
    try session.run(until: Title.self)
    let entry = HighScores.Entry(name: "ABC", score: 100, wave: 1)
    #expect(session.game.scoreBoard.add(entry) == 0)
    session.run(frames: 2)
    #expect(session.texts.contains("The high scores could not be saved"))
    try session.start()
    #expect(session.top is Play)
  }
}
