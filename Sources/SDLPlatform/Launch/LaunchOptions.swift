import ArgumentParser
import GameLoop
import Glibc

/// What every game takes on its command line.
struct LaunchOptions: ParsableCommand {
  static var configuration: CommandConfiguration {
    let program = CommandLine.arguments.first ?? "game"
    return CommandConfiguration(commandName: String(program.split(separator: "/").last ?? "game"))
  }

  @Flag(
    help: """
      Play without a display: fixed time steps, one thread, as fast as the machine can, and without the player's saved \
      files: what is saved is gone afterwards.
      """)
  var headless = false

  @Option(help: ArgumentHelp("End after this many frames.", valueName: "n"))
  var frames: Int?

  @Option(
    help: ArgumentHelp("Write the last picture here when the game ends.", valueName: "file.png"))
  var screenshot: String?

  @Option(help: ArgumentHelp("Begin random numbers here: the same game again.", valueName: "n"))
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      "Write the figures of the run here when the game ends.", valueName: "file.json"))
  var statistics: String?

  @Flag(help: "Say of every hitch what caused it, as it happens.")
  var hitches = false

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("What the game itself takes, after --.", valueName: "argument"))
  var arguments: [String] = []

  /// The option, or `GAME_HITCHES` in the environment.
  var tellsHitches: Bool { hitches || getenv("GAME_HITCHES").map { $0.pointee != 0 } ?? false }

  func validate() throws {
    if let frames, frames < 1 {
      throw ValidationError("--frames takes a number from 1 on, not \(frames).")
    }
    try Self.check(screenshot, of: "--screenshot")
    try Self.check(statistics, of: "--statistics")
  }

  /// What is written at the end is refused at the beginning where it is clear that it cannot be.
  private static func check(_ path: String?, of option: String) throws {
    guard let path else { return }
    if path.isEmpty { throw ValidationError("\(option) takes the path of a file.") }
    if FileContents.isFolder(path) {
      throw ValidationError("\(option): \(path) is a folder. Name a file in it.")
    }
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    guard FileContents.isFolder(folder) else {
      throw ValidationError(
        "\(option): there is no folder \(folder). Make it, or name another place.")
    }
    // What is there already, as /dev/stdout, may be written where nothing new can be made.
    guard access(path, W_OK) == 0 || access(folder, W_OK) == 0 else {
      throw ValidationError(
        "\(option): nothing may be written in \(folder). Name another place.")
    }
  }
}
