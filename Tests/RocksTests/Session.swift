import FoundationEssentials
import SwiftGameLoop
import TestSupport

@testable import Rocks

/// A game of Rocks that a test plays: with the real assets, frame by frame, in a folder of its own.
final class Session {
  let host = TestHost()
  let loop: FrameLoop<Rocks>

  static let assets = AssetFolder(
    path: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../assets").path)

  init(
    seed: UInt64 = 1, assets: AssetFolder = assets, saves: String, isUnattended: Bool = false
  ) throws {
    var configuration = LoopConfiguration.stepped(
      seed: seed, assets: assets, saves: SaveFolder(path: saves))
    configuration.isUnattended = isUnattended
    loop = try FrameLoop<Rocks>(host: host, configuration: configuration)
  }

  isolated deinit { loop.end() }

  var game: Rocks { loop.game }
  var world: World { game.flight.world }
  var texts: [String] { host.texts }

  func run(frames: Int = 1) {
    for _ in 0..<frames { loop.runFrame() }
  }

  /// Runs until something is so.
  ///
  /// - Returns: whether it came to be.
  func run(atMost frames: Int, until isSo: () -> Bool) -> Bool {
    for _ in 0..<frames {
      if isSo() { return true }
      loop.runFrame()
    }
    return isSo()
  }

  /// Presses a key for a frame.
  func tap(_ key: Key) {
    host.press(key)
    run()
    host.release(key)
    run()
  }

  func hold(_ key: Key, frames: Int) {
    host.press(key)
    run(frames: frames)
    host.release(key)
    run()
  }

  /// Types a letter, as a keyboard does: a key and its text.
  func type(_ letter: Character) {
    host.events.append(.input(.text(String(letter))))
    tap(.letter(letter))
  }

  /// From the title into a game.
  func start() {
    run(frames: 2)
    tap(.enter)
  }

  /// Plays on without care until the last ship is lost.
  func ramUntilGameOver() -> Bool {
    host.press(.up)
    host.press(.space)
    defer {
      host.release(.up)
      host.release(.space)
    }
    return run(atMost: 60 * 600) { if case .gameOver = game.screen { true } else { false } }
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
