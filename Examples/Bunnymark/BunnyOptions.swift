import ArgumentParser

/// What stands behind `--` on the command line.
struct BunnyOptions: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "Bunnymark --")

  @Option(help: "How many bunnies there are at first.")
  var count = 1000

  @Flag(help: "Give every bunny a colour of its own.")
  var tinted = false

  @Flag(help: "Turn every bunny by 14 degrees.")
  var rotated = false

  @Flag(help: "Draw dots of 2 × 2 pixels instead: what is left is the cost of handing them over.")
  var tiny = false

  @Option(help: ArgumentHelp("Measure so many frames, as fast as they come.", valueName: "n"))
  var measure: Int?

  @Option(help: ArgumentHelp("Write the result here instead of to standard output."))
  var json: String?

  init() {}

  /// Leaves the program where help is asked for.
  init(_ arguments: [String]) throws {
    do {
      self = try Self.parse(arguments)
    } catch {
      if Self.exitCode(for: error).isSuccess { Self.exit(withError: error) }
      throw Misused(description: Self.fullMessage(for: error))
    }
  }

  private struct Misused: Error, CustomStringConvertible {
    let description: String
  }

  private static let numbers = 0...1_000_000

  func validate() throws {
    guard Self.numbers.contains(count) else {
      throw ValidationError("--count takes a number from 0 to 1000000, not \(count).")
    }
    if let measure, measure < 1 {
      throw ValidationError("--measure takes a number from 1 on, not \(measure).")
    }
  }
}
