import ArgumentParser
import GameLoop
import Glibc
import TestSupport
import Testing

@testable import SDLPlatform

@Suite("A game that cannot begin")
struct LaunchTests {
  private struct NoLevel: Error, CustomStringConvertible {
    let description = "levels/1.json: No such file or directory"
  }

  @Test func `says what it threw, where assets come from, and how to name another place`() {
    let error = GameCannotBegin(NoLevel(), assets: AssetFolder(path: "/games/assets"))
    #expect(
      error.description == """
        levels/1.json: No such file or directory
        If a file is missing or broken: assets are read from /games/assets; GAME_ASSETS names another folder.
        """)
  }
}

@Suite("A game without a display")
struct HeadlessSavesTests {
  @Test func `neither reads nor writes what the player has saved, and leaves nothing`() async {
    await #expect(processExitsWith: .success) {
      try await MainActor.run { try HeadlessSavesTests.playTwice() }
    }
  }

  private static func playTwice() throws {
    let (data, temporary) = (TemporaryFolder(), TemporaryFolder())
    setenv("XDG_DATA_HOME", data.path, 1)
    setenv("TMPDIR", temporary.path, 1)
    let folder = SaveFolder(game: Saver.settings.identifier).path
    try FileContents.createFolder(folder)
    try FileContents.write(Array("7".utf8), to: "\(folder)/score.json")

    let options = try LaunchOptions.parse(["--headless", "--frames", "5"])
    for _ in 0..<2 { try Saver.play(options, assets: AssetFolder(path: "/nonexistent")) }

    #expect(Saver.found == ["nothing", "nothing"] && Saver.written == 2)
    #expect(try FileContents.read("\(folder)/score.json") == Array("7".utf8))
    #expect(data.names == ["saver"] && temporary.names == [])
  }
}

/// A game that looks for a score, and then saves one.
private final class Saver: Game {
  static let settings = GameSettings(title: "Saver", size: Vector(8, 8))
  static var found: [String] = []
  static var written = 0

  init(_ context: GameContext) {
    context.saves.load(Int.self, from: "score") { outcome in
      if case .nothingSaved = outcome { Self.found.append("nothing") }
      if case .loaded(let score) = outcome { Self.found.append("\(score)") }
      context.saves.save(8, as: "score") { result in
        if case .success = result { Self.written += 1 }
      }
    }
  }

  func update(_ tick: Tick) {}
  func draw(on canvas: inout Canvas, _ frame: Frame) {}
}
