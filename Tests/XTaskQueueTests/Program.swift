import Foundation
import TestSupport

/// A program that is run to its end, and what it has said.
struct Program {
  /// The package's folder.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// What was built together with the tests lies beside them.
  static func built(_ name: String) -> URL {
    URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: name)
  }

  /// The first program of a name in the search path, if there is one.
  static func installed(_ name: String) -> URL? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.lazy.map { URL(filePath: "\($0)/\(name)") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  let status: Int32
  /// On both of its outputs.
  let said: String

  /// Runs a program to its end. Do that on a thread which may wait.
  init(running executable: URL, _ arguments: [String]) throws {
    let folder = TemporaryFolder()
    let output = "\(folder.path)/output"
    try Data().write(to: URL(filePath: output))
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
    process.standardError = process.standardOutput
    try process.run()
    process.waitUntilExit()
    status =
      process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    // Not `Data(contentsOf:)`: that leaks a page for each empty file.
    let saying = try FileHandle(forReadingFrom: URL(filePath: output)).readToEnd() ?? Data()
    said = String(decoding: saying, as: UTF8.self)
  }
}
