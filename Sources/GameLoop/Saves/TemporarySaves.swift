import Glibc

/// A folder of saved files that begins empty and does not stay: whoever makes it removes it.
package nonisolated struct TemporarySaves: Sendable {
  package let path: String

  /// - Throws: where a folder for what is temporary cannot be written to; `TMPDIR` names another.
  package init() throws(FileError) {
    let name = "\(Self.parent)/game-saves-XXXXXX"
    var letters = name.utf8CString
    let made = letters.withUnsafeMutableBufferPointer { letters in
      letters.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    guard let made else { throw FileError(path: name, code: errno) }
    path = made
  }

  /// Removes it, with all that is in it. What cannot be removed is reported.
  package func remove() {
    var all: [(path: String, isFolder: Bool)] = []
    FolderTree.visit(path) { name, isFolder in
      all.append(("\(path)/\(name)", isFolder))
      return true
    }
    for file in all.reversed() + [(path, true)] {
      let result = file.isFolder ? rmdir(file.path) : unlink(file.path)
      if result != 0 { report("a temporary file is left: \(file.path)") }
    }
  }

  /// The system's folder for what is temporary.
  package static var parent: String {
    getenv("TMPDIR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
  }
}
