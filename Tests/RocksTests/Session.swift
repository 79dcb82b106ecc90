import FoundationEssentials
import GameTesting
import SwiftGameLoop

@testable import Rocks

/// A game of Rocks that a test plays.
typealias Session = GameTester<Rocks>

extension GameTester<Rocks> {
  var top: (any Scene)? { game.scenes.top }

  /// The scene of a type, wherever on the stack it is.
  func scene<S: Scene>(_ type: S.Type) -> S? {
    game.scenes.all.lazy.compactMap { $0 as? S }.first
  }

  /// What flies in the lowest scene.
  var world: World {
    switch game.scenes.all.first {
    case let play as Play: play.flight.world
    case let demo as Demo: demo.flight.world
    case let title as Title: title.flight.world
    default: preconditionFailure("nothing flies in \(game.scenes)")
    }
  }

  /// From the beginning into a game.
  func start() throws {
    try run(until: Title.self)
    tap(.enter)
    try run(until: Play.self)
    run()
  }

  /// Plays on without care until the last ship is lost.
  func ramUntilGameOver() throws {
    press(Key.up)
    press(.space)
    defer {
      release(Key.up)
      release(.space)
    }
    try run(until: GameOver.self, atMost: 60 * 600)
  }
}

extension Tick {
  /// One of sixty in a second, without input.
  static let sixtieth = Tick(number: 0, length: .seconds(1) / 60, input: Input())
}

extension World {
  mutating func step(_ controls: Controls) { step(controls, .sixtieth) }
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
