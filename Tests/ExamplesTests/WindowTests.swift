import Foundation
import GameLoop
import TestSupport
import Testing

/// A display without a screen, with keys that nobody presses: Xvfb and xdotool.
private final class Display {
  let name: String
  private let server = Process()

  init() throws {
    let number = Pipe()
    server.executableURL = URL(filePath: "/usr/bin/Xvfb")
    server.arguments = ["-displayfd", "1", "-screen", "0", "1400x800x24"]
    server.standardOutput = number
    server.standardError = FileHandle.nullDevice
    try server.run()
    // The server tells its number when it can be used.
    let said = String(decoding: number.fileHandleForReading.availableData, as: UTF8.self)
    name = ":" + said.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  // It was begun on a thread that keeps signals off, and does not hear a milder one.
  deinit {
    kill(server.processIdentifier, SIGKILL)
    server.waitUntilExit()
  }

  /// Has xdotool press keys or find windows, and waits until it has.
  @discardableResult
  func xdotool(_ arguments: String...) throws -> String {
    let program = try Program(
      URL(filePath: "/usr/bin/xdotool"), arguments, environment: ["DISPLAY": name])
    #expect(program.status() == 0, "xdotool \(arguments): \(program.errors)")
    return program.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  func start(_ example: String, _ arguments: String..., saves: String) throws -> Program {
    let program = try Program(
      Program.example(example), arguments,
      environment: [
        "DISPLAY": name, "XDG_DATA_HOME": saves, "SDL_AUDIODRIVER": "dummy",
        "SDL_VIDEODRIVER": "x11",
      ])
    try xdotool("search", "--sync", "--name", "^\(example)$", "windowfocus", "--sync")
    return program
  }
}

@Suite("Rocks in a window")
struct WindowTests {
  private let folder = TemporaryFolder()

  @Test(.timeLimit(.minutes(4)))
  func `is played with keys to its end, keeps the score and shows a picture`() throws {
    let display = try Display()
    let picture = "\(folder.path)/rocks.png"
    let game = try display.start(
      "Rocks", "--seed", "3", "--screenshot", picture, saves: folder.path)

    // Starts, then flies about and shoots until there is a score to put a name to.
    try display.xdotool("key", "Return")
    try display.xdotool("keydown", "space", "keydown", "Up")
    while try scores() == nil {
      try display.xdotool("key", "--delay", "120", "Left", "Left", "z", "e", "d", "Return")
    }
    try display.xdotool("keyup", "space", "keyup", "Up")
    let saved = try #require(try scores())
    #expect(saved.contains("\"score\""))

    // From the table to the title, and out; or through the pause, if the keys began another game.
    while game.isRunning { try display.xdotool("key", "--delay", "200", "Escape", "q") }
    #expect(game.status() == 0)
    #expect(try FileContents.read(picture).count > 10_000)

    let again = try display.start("Rocks", saves: folder.path)
    while again.isRunning { try display.xdotool("key", "--delay", "200", "Escape") }
    #expect(again.status() == 0)
    #expect(try scores() == saved)
    #expect(!again.errors.contains("high scores"))
  }

  private func scores() throws -> String? {
    let path = "\(folder.path)/rocks/scores.json"
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    return String(decoding: try FileContents.read(path), as: UTF8.self)
  }
}
