import Foundation
import GameLoop
import TestSupport
import Testing

@Suite("The examples")
struct ExamplesTests {
  private let folder = TemporaryFolder()

  private func play(
    _ name: String, _ arguments: String..., own: [String] = []
  ) throws -> Program {
    try Program(
      Program.example(name), ["--headless"] + arguments + ["--"] + own,
      environment: ["XDG_DATA_HOME": folder.path]
    )
  }

  /// A debug build takes its time over each chunk of Endless.
  @Test(
    .timeLimit(.minutes(2)),
    arguments: [
      ("Bunnymark", 60), ("Endless", 8), ("Factorial", 240), ("Hello", 240), ("Rocks", 240),
      ("Swarm", 240),
    ])
  func `give the same picture for the same seed, and another for another`(
    name: String, frames: Int
  ) throws {
    for (picture, seed) in [("a.png", "1"), ("b.png", "1"), ("c.png", "2")] {
      let game = try play(
        name, "--frames", "\(frames)", "--seed", seed, "--screenshot", "\(folder.path)/\(picture)",
        own: name == "Swarm" ? ["200"] : [])
      #expect(game.status() == 0)
      #expect(game.output.contains("\(frames) frames, \(frames) ticks"))
      #expect(game.errors == "")
    }
    #expect(try contents("a.png") == contents("b.png"))
    if ["Bunnymark", "Endless", "Rocks", "Swarm"].contains(name) {
      #expect(try contents("a.png") != contents("c.png"))
    }
  }

  @Test func `write the figures of their run where they are told to`() throws {
    let game = try play("Hello", "--frames", "60", "--statistics", "\(folder.path)/run.json")
    #expect(game.status() == 0)
    #expect(game.output.contains("; first frame after "))
    let report = try RunReport(json: contents("run.json"))
    #expect(report.frames == 60 && report.drawing.sprites == 1)
    #expect(report.drawing.renderer == "software")
  }

  private func contents(_ name: String) throws -> [UInt8] {
    try FileContents.read("\(folder.path)/\(name)")
  }

  @Test
  func `compute a factorial as a run, as a provider and with await, and refuse what is too large`()
    throws
  {
    let game = try play("Factorial", "--frames", "60")
    #expect(game.status() == 0)
    for kind in ["as a run", "as a provider", "with await"] {
      #expect(game.output.contains("\(kind): 20! = 2432902008176640000\n"))
      #expect(game.output.contains("\(kind): 21! takes more than 64 bits\n"))
    }
  }

  @Test(arguments: [
    (
      "FactorialC", "in C: 20! = 2432902008176640000\nin C: 21! fails with 0x80004005\n"
    ),
    (
      "FactorialCpp",
      """
      in C++, waited for: 20! = 2432902008176640000
      in C++, in its callback: 20! = 2432902008176640000

      """
    ),
  ])
  func `compute a factorial in C and in C++`(name: String, said: String) throws {
    let program = try play(name, "--frames", "60")
    #expect(program.status() == 0)
    #expect(program.output == said)
    #expect(program.errors == "")
  }

  @Test func `refuse unknown options with a line on how to use them`() throws {
    let game = try play("Hello", "--fly")
    #expect(game.status() == 64)
    #expect(game.errors.contains("Unknown option '--fly'") && game.errors.contains("Usage: Hello"))
  }

  @Test func `get what stands behind two hyphens`() throws {
    let game = try play("Swarm", "--frames", "2", own: ["many"])
    #expect(game.status() == 1)
    #expect(
      game.errors.hasPrefix("Swarm cannot begin: there can be 100 to 50000 boids, not many\n"))
  }

  @Test func `say that a picture cannot be written`() throws {
    let game = try play("Hello", "--frames", "2", "--screenshot", "/dev/full")
    #expect(game.status() == 1)
    #expect(
      game.errors == "The last picture cannot be written: /dev/full: No space left on device\n")
    #expect(game.output.contains("2 frames, 2 ticks"))
  }

  @Test(arguments: ["--screenshot", "--statistics"])
  func `refuse at once what could not be written at the end`(option: String) throws {
    let missing = try play("Hello", option, "\(folder.path)/new/a.png")
    #expect(missing.status() == 64)
    #expect(
      missing.errors.hasPrefix(
        "Error: \(option): there is no folder \(folder.path)/new. Make it, or name another place."))
    let taken = try play("Hello", option, folder.path)
    #expect(taken.status() == 64)
    #expect(taken.errors.contains("\(option): \(folder.path) is a folder. Name a file in it."))
  }

  @Test func `have options of their own, and help for them`() throws {
    let wrong = try play("Bunnymark", "--frames", "2", own: ["--count", "many"])
    #expect(wrong.status() == 1)
    #expect(
      wrong.errors.hasPrefix(
        "Bunnymark cannot begin: Error: The value 'many' is invalid for '--count <count>'"))
    let help = try play("Bunnymark", "--frames", "2", own: ["--help"])
    #expect(help.status() == 0)
    #expect(help.output.hasPrefix("USAGE: Bunnymark -- ") && help.output.contains("--rotated"))
  }

  @Test(.timeLimit(.minutes(1)))
  func `end as with their close button when they are asked to terminate`() throws {
    // The first line that the game says comes in its first frame.
    let process = Process()
    let said = Pipe()
    process.executableURL = Program.example("Hello")
    process.arguments = [
      "--headless", "--frames", "300000", "--statistics", "\(folder.path)/run.json",
    ]
    process.environment = ["GAME_ASSETS": "\(folder.path)/none", "XDG_DATA_HOME": folder.path]
    process.standardError = said
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    #expect(!said.fileHandleForReading.availableData.isEmpty)
    process.terminate()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    let report = try RunReport(json: contents("run.json"))
    #expect(report.frames > 0 && report.frames < 300_000)
  }

  @Test func `go on without their assets, and say which and where`() throws {
    let game = try Program(
      Program.example("Hello"), ["--headless", "--frames", "10"],
      environment: ["GAME_ASSETS": folder.path])
    #expect(game.status() == 0)
    #expect(
      game.errors.contains(
        "asset rocks/ship.png: \(folder.path)/rocks/ship.png: No such file or directory"))
  }

  @Test func `play without a window where the display's driver is not to be had`() throws {
    let game = try Program(
      Program.example("Hello"), ["--frames", "30"],
      environment: ["SDL_VIDEODRIVER": "nonsense", "TMPDIR": folder.path])
    #expect(game.status() == 0)
    #expect(
      game.errors.contains(
        "Playing without a window, by itself, for 30 frames: there is no display"))
    #expect(game.output.contains("The last picture is in \(folder.path)/hello.png"))
  }
}

@Suite("Examples/run")
struct RunCommandTests {
  private func run(_ arguments: String...) throws -> Program {
    try Program(URL(filePath: "\(Program.root)/Examples/run"), arguments)
  }

  @Test func `names every example, each with a line`() throws {
    let list = try run("--list")
    #expect(list.status() == 0)
    let names = list.output.split(separator: "\n").map { $0.prefix { $0 != " " } }
    let folders = try FileManager.default.contentsOfDirectory(atPath: "\(Program.root)/Examples")
    #expect(names.map(String.init) == folders.filter { $0 != "run" }.sorted())
  }

  @Test func `refuses an example that there is not, and names those that there are`() throws {
    let refused = try run("Chess")
    #expect(refused.status() == 64)
    #expect(
      refused.errors.contains("There is no example called Chess")
        && refused.errors.contains("Rocks"))
  }
}

@Suite("The README")
struct READMETests {
  @Test func `shows the example Hello, word for word`() throws {
    let readme = try text("README.md")
    let hello = try text("Examples/Hello/Hello.swift")
    let program = hello.drop { $0 != "\n" }.dropFirst()
    #expect(readme.contains("```swift\n\(program)```"))
  }

  @Test func `shows pieces of a program that is compiled`() throws {
    let guide = Self.lines(try text("Tests/GameLoopTests/Guide.swift"))
    let readme = try text("README.md")
    let chapter = try #require(readme.split(separator: "## A game, piece by piece").last)
    let rest = try #require(chapter.split(separator: "\n## ").first)
    let pieces = rest.split(separator: "```swift\n").dropFirst().compactMap {
      $0.split(separator: "```").first
    }
    #expect(pieces.count > 5)
    for piece in pieces {
      for part in piece.split(separator: "\n\n") {
        let wanted = Self.lines(String(part))
        let isThere = guide.indices.contains { guide[$0...].starts(with: wanted) }
        #expect(isThere, "not in the guide: \(part)")
      }
    }
  }

  /// Without indentation and access, which are others in the guide.
  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map { line in
      let line = line.drop { $0 == " " }
      return String(line.hasPrefix("private final") ? line.dropFirst("private ".count) : line)
    }
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try FileContents.read("\(Program.root)/\(path)"), as: UTF8.self)
  }
}
