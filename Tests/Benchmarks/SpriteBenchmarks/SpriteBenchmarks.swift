import ArgumentParser
import Foundation

/// Bunnymark against the same program in C on SDL2, in turns: frames with so many sprites, in milliseconds.
///
///     swift build -c release --product Bunnymark && swift build -c release --product BunnymarkC
///     xvfb-run -s "-screen 0 1024x768x24" swift run -c release SpriteBenchmarks
@main
struct SpriteBenchmarks: ParsableCommand {
  @Option(help: "How often each program runs; medians are shown.")
  var repetitions = 3

  @Option(help: "How many frames a run measures; fewer where they take long.")
  var frames = 200

  @Flag(help: "Leave out what takes long.")
  var quick = false

  @Option(help: "Only lines with these words, as the table names them: \"5000 rotated opengl\".")
  var filter: String?

  mutating func run() throws {
    let wanted = lines.filter { line in
      let words = "\(line.name) \(line.driver)"
      return filter?.split(separator: " ").allSatisfy(words.contains) ?? true
    }
    guard !wanted.isEmpty else {
      throw ValidationError("No line has these words. There are: \(lines.map(\.name))")
    }
    print("| Sprites | driver | ours | C, copied | C, geometry | ours / best C |")
    print("|---|---|--:|--:|--:|--:|")
    for line in wanted { try measure(line) }
  }

  private var lines: [Line] {
    let counts = quick ? [1000, 5000] : [1000, 5000, 20_000]
    return ["software", "opengl"].flatMap { driver in
      counts.flatMap { count in
        [[], ["tinted"], ["rotated"], ["tiny"]].map { looks in
          Line(driver: driver, count: count, looks: looks)
        }
      }
    }
  }

  private func measure(_ line: Line) throws {
    let frames = max(20, min(frames, 600_000 / line.count))
    var ours: [Double] = []
    var copied: [Double] = []
    var geometry: [Double] = []
    for _ in 0..<repetitions {
      ours.append(try line.runOurs(frames: frames))
      copied.append(try line.runC("copy", frames: frames))
      geometry.append(try line.runC("geometry", frames: frames))
    }
    let best = min(median(copied), median(geometry))
    func text(_ value: Double) -> String { String(format: "%.2f", value) }
    print(
      "| \(line.name) | \(line.driver) | \(text(median(ours))) ms | \(text(median(copied))) ms"
        + " | \(text(median(geometry))) ms | \(text(median(ours) / best)) |")
  }

  private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}

/// One line of the table.
private struct Line {
  let driver: String
  let count: Int
  let looks: [String]

  var name: String { ([String(count)] + looks).joined(separator: " ") }

  func runOurs(frames: Int) throws -> Double {
    struct Result: Decodable { let median: Double }
    let words =
      ["--", "--count", "\(count)", "--measure", "\(frames)"] + looks.map { "--\($0)" }
    let output = try run("Bunnymark", words)
    return try JSONDecoder().decode(Result.self, from: output).median
  }

  func runC(_ api: String, frames: Int) throws -> Double {
    let picture = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../assets/bunnymark/bunny.png").path
    let output = try run("BunnymarkC", [api, "\(count)", "\(frames)"] + looks + [picture])
    let words = String(decoding: output, as: UTF8.self).trimmingCharacters(
      in: .whitespacesAndNewlines)
    guard let time = Double(words) else { throw Failure(words: "BunnymarkC said \(words)") }
    return time
  }

  private func run(_ program: String, _ arguments: [String]) throws -> Data {
    let process = Process()
    let here = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    process.executableURL = here.appending(path: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["SDL_RENDER_DRIVER": driver, "SDL_RENDER_VSYNC": "0"]) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(
        words:
          "\(program) ended with \(process.terminationStatus): is it built, and is there a display?"
      )
    }
    return output
  }
}

private struct Failure: Error, CustomStringConvertible {
  let words: String
  var description: String { words }
}
