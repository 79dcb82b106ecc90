import FoundationEssentials
import GameTesting
import SwiftGameLoop

@testable import Rocks

/// A game of Rocks that a test plays.
typealias Session = GameTester<Rocks>

extension GameTester<Rocks> {
  var world: World { game.flight.world }

  /// From the title into a game.
  func start() {
    run(frames: 2)
    tap(.enter)
  }

  /// Plays on without care until the last ship is lost.
  func ramUntilGameOver() throws {
    press(.up)
    press(.space)
    defer {
      release(.up)
      release(.space)
    }
    try run(
      until: { if case .gameOver = $0.screen { true } else { false } }, atMost: 60 * 600)
  }
}

/// A new folder, removed when the test is over.
final class TemporaryFolder {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "rocks-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
  }

  isolated deinit {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      report("a test's folder is left: \(error)")
    }
  }

  var files: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }

  func write(_ text: String, to name: String) throws {
    try text.write(toFile: "\(path)/\(name)", atomically: false, encoding: .utf8)
  }

  func read(_ name: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }
}
