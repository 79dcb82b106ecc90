import GameLoop
import Glibc

/// Where tests keep files.
enum TestFolders {
  /// Where a test's stored pictures lie: beside its source.
  static func pictures(besideSource source: String) -> String {
    let folder = source.lastIndex(of: "/").map { String(source[..<$0]) } ?? "."
    return "\(folder)/Pictures"
  }

  /// Where it is written what a test has seen instead.
  static func failures(of game: String) throws -> String {
    let folder = "\(TemporarySaves.parent)/game-tests/\(game)"
    try FileContents.createFolder(folder)
    return folder
  }

  /// Whether stored pictures are to be written, not compared.
  static var isRecording: Bool {
    getenv("RECORD_PICTURES").map { String(cString: $0) == "1" } ?? false
  }
}
