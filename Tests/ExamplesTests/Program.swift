import Foundation
import GameLoop
import TestSupport

/// A built program of this package, run as a user would.
struct Program {
  /// The package's folder.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// The examples lie beside the tests: they were built together.
  static func example(_ name: String) -> URL {
    URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: name)
  }

  private let process = Process()
  private let folder = TemporaryFolder()

  /// Starts a program. What it says goes to files: nobody has to read it while it runs.
  init(_ executable: URL, _ arguments: [String], environment: [String: String] = [:]) throws {
    process.executableURL = executable
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment
      // Leaks of the display's and the sound's libraries are not ours.
      .merging(["ASAN_OPTIONS": "detect_leaks=0"]) { _, new in new }
      .merging(environment) { _, new in new }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try file("output")
    process.standardError = try file("errors")
    try process.run()
  }

  private func file(_ name: String) throws -> FileHandle {
    let path = "\(folder.path)/\(name)"
    try Data().write(to: URL(filePath: path))
    return try FileHandle(forWritingTo: URL(filePath: path))
  }

  var isRunning: Bool { process.isRunning }

  /// Waits for the program's end.
  func status() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// What the program has said so far.
  var output: String { said("output") }
  var errors: String { said("errors") }

  private func said(_ name: String) -> String {
    (try? FileContents.read("\(folder.path)/\(name)")).map { String(decoding: $0, as: UTF8.self) }
      ?? ""
  }
}
