import Foundation
import GameLoop
import TestSupport
import Testing

@Suite("The examples")
struct ExamplesTests {
  private let folder = TemporaryFolder()

  private func play(_ name: String, _ arguments: String...) throws -> Program {
    try Program(
      Program.example(name), ["--headless"] + arguments, environment: ["XDG_DATA_HOME": folder.path]
    )
  }

  @Test(.timeLimit(.minutes(2)), arguments: ["Factorial", "Hello", "Rocks"])
  func `give the same picture for the same seed, and another for another`(name: String) throws {
    for (picture, seed) in [("a.png", "1"), ("b.png", "1"), ("c.png", "2")] {
      let game = try play(
        name, "--frames", "240", "--seed", seed, "--screenshot", "\(folder.path)/\(picture)")
      #expect(game.status() == 0)
      #expect(game.output.contains("240 frames, 240 ticks"))
      #expect(game.errors == "")
    }
    #expect(try contents("a.png") == contents("b.png"))
    if name == "Rocks" { #expect(try contents("a.png") != contents("c.png")) }
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

  @Test func `say that a picture cannot be written`() throws {
    let game = try play("Hello", "--frames", "2", "--screenshot", "/dev/full")
    #expect(game.status() == 1)
    #expect(game.errors == "Hello cannot go on: /dev/full: No space left on device\n")
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

  private func text(_ path: String) throws -> String {
    String(decoding: try FileContents.read("\(Program.root)/\(path)"), as: UTF8.self)
  }
}
