import Glibc
import TaskQueues
import TestSupport
import Testing

@testable import GameLoop

@Suite("Saved files")
struct SaveFilesTests {
  private nonisolated struct Scores: Codable, Sendable, Equatable {
    var best: [Int]
  }

  private let folder = TemporaryFolder()

  private func loaded(_ loop: FrameLoop<ProbeGame>) -> LoadOutcome<Scores>? {
    var outcome: LoadOutcome<Scores>?
    loop.context.saves.load(Scores.self, from: "scores") { outcome = $0 }
    loop.runFrame()
    return outcome
  }

  @Test func `come back as they were saved, in another run`() throws {
    let first = try probeLoop(saves: "\(folder.path)/game")
    first.context.saves.save(Scores(best: [3, 1]), as: "scores") { #expect((try? $0.get()) != nil) }
    // The loop ends before any frame: what is to be saved is saved all the same.
    first.end()

    let second = try probeLoop(saves: "\(folder.path)/game")
    guard case .loaded(let scores) = loaded(second) else {
      Issue.record("not loaded")
      return
    }
    #expect(scores == Scores(best: [3, 1]))
    second.end()
  }

  @Test func `are nothing before anything was saved`() throws {
    let loop = try probeLoop(saves: folder.path)
    guard case .nothingSaved = loaded(loop) else {
      Issue.record("something was there")
      return
    }
    loop.end()
  }

  @Test func `say in words what came of loading them`() {
    typealias Outcome = LoadOutcome<Scores>
    let broken = "/saves/scores.json: has no \"best\""
    let cases: [(Outcome, String)] = [
      (.loaded(Scores(best: [3])), "loaded: Scores(best: [3])"),
      (.nothingSaved, "nothing has been saved yet"),
      (
        .broken(reason: broken, aside: "/saves/scores.json.broken-1"),
        "\(broken) (the file was renamed to /saves/scores.json.broken-1)"
      ),
      (.broken(reason: broken, aside: nil), "\(broken) (the file is left as it is)"),
      (
        .unreadable(reason: "/saves/scores.json: Permission denied"),
        "cannot be read: /saves/scores.json: Permission denied"
      ),
    ]
    for (outcome, words) in cases { #expect("\(outcome)" == words) }
  }

  @Test(arguments: ["", "{", "[]", #"{"best": "many"}"#, "\u{0}\u{1}"])
  func `that are broken are set aside, whole`(contents: String) throws {
    try FileContents.write(Array(contents.utf8), to: "\(folder.path)/scores.json")
    let loop = try probeLoop(saves: folder.path)
    guard case .broken(let reason, let aside?) = loaded(loop) else {
      Issue.record("not found broken")
      return
    }
    #expect(reason.contains("\(folder.path)/scores.json"))
    #expect(try FileContents.read(aside) == Array(contents.utf8))
    #expect(!FileContents.exists("\(folder.path)/scores.json"))
    loop.end()
  }

  @Test func `that cannot be read are left alone`() throws {
    try FileContents.createFolder("\(folder.path)/scores.json")
    let loop = try probeLoop(saves: folder.path)
    guard case .unreadable(let reason) = loaded(loop) else {
      Issue.record("was read")
      return
    }
    #expect(reason.contains("is not a file"))
    loop.end()
  }

  @Test func `of one name are written in order, the last one last`() throws {
    let loop = try probeLoop(saves: folder.path)
    var done: [Int] = []
    for number in 1...5 {
      loop.context.saves.save(Scores(best: [number]), as: "scores") { _ in done.append(number) }
    }
    while !loop.context.saves.isIdle { loop.runFrame() }
    #expect(done == [1, 2, 3, 4, 5])
    guard case .loaded(let scores) = loaded(loop) else {
      Issue.record("not loaded")
      return
    }
    #expect(scores.best == [5])
    loop.end()
  }

  @Test func `that cannot be written say why and leave the game alive`() throws {
    let loop = try probeLoop(saves: "/dev/full/game")
    var failure: FileError?
    loop.context.saves.save(Scores(best: []), as: "scores") {
      if case .failure(let error) = $0 { failure = error }
    }
    loop.runFrame()
    #expect(failure?.description == "/dev/full/game: Not a directory")
    loop.end()
  }
}

@Suite("File contents")
struct FileContentsTests {
  private let folder = TemporaryFolder()

  @Test func `a full disk is an error and leaves the old contents`() throws {
    #expect(throws: FileError.self) { try FileContents.write([1, 2, 3], to: "/dev/full") }
    let error = #expect(throws: FileError.self) { try FileContents.write([1], to: "/dev/full") }
    #expect(error?.description == "/dev/full: No space left on device")
  }

  @Test func `writing leaves nothing beside the file`() throws {
    let path = "\(folder.path)/file"
    try FileContents.write([1], to: path)
    try FileContents.write([2, 3], to: path)
    #expect(try FileContents.read(path) == [2, 3])
    #expect(folder.names == ["file"])
  }

  @Test func `a link is written through`() throws {
    try FileContents.write([1], to: "\(folder.path)/file")
    symlink("file", "\(folder.path)/link")
    try FileContents.write([2], to: "\(folder.path)/link")
    #expect(try FileContents.read("\(folder.path)/file") == [2])
  }

  @Test func `what is no file is not read`() {
    let error = #expect(throws: FileError.self) { try FileContents.read("/dev/zero") }
    #expect(error?.description == "/dev/zero: is not a file")
  }

  @Test func `a file that is too large is not read`() throws {
    try FileContents.write([1, 2, 3], to: "\(folder.path)/file")
    #expect(throws: FileError.self) { try FileContents.read("\(folder.path)/file", largest: 2) }
  }
}
