import GameLoop
import Glibc

/// The folder of one tester's saved files.
struct TemporarySaves {
  let path: String

  init() throws {
    let name = "\(TestFolders.temporary)/game-test-XXXXXX"
    var letters = name.utf8CString
    let made = letters.withUnsafeMutableBufferPointer { letters in
      letters.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    guard let made else {
      throw GameTestFailure("a folder for saved files cannot be made: \(name)")
    }
    path = made
  }

  func remove() {
    var all: [(path: String, isFolder: Bool)] = []
    FolderTree.visit(path) { name, isFolder in
      all.append(("\(path)/\(name)", isFolder))
      return true
    }
    for file in all.reversed() + [(path, true)] {
      let result = file.isFolder ? rmdir(file.path) : unlink(file.path)
      if result != 0 { report("a test's file is left: \(file.path)") }
    }
  }
}

enum TestFolders {
  static var temporary: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp" }

  /// Where a test's stored pictures lie: beside its source.
  static func pictures(besideSource source: String) -> String {
    let folder = source.lastIndex(of: "/").map { String(source[..<$0]) } ?? "."
    return "\(folder)/Pictures"
  }

  /// Where it is written what a test has seen instead.
  static func failures(of game: String) throws -> String {
    let folder = "\(temporary)/game-tests/\(game)"
    try FileContents.createFolder(folder)
    return folder
  }

  /// Whether stored pictures are to be written, not compared.
  static var isRecording: Bool {
    getenv("RECORD_PICTURES").map { String(cString: $0) == "1" } ?? false
  }
}
