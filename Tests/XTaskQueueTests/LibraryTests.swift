import Foundation
import TestSupport
import Testing

@Suite("The library for C")
struct LibraryTests {
  /// The functions that the headers declare.
  private func declared() throws -> Set<String> {
    let headers = Program.root.appending(path: "Sources/CXTaskQueue/include")
    var names: Set<String> = []
    for header in try FileManager.default.contentsOfDirectory(atPath: headers.path) {
      let text = try String(contentsOf: headers.appending(path: header), encoding: .utf8)
      for match in text.matches(of: /(?m)^STDAPI(?:_\(\w+\))?\s+(X\w+)\(/) {
        names.insert(String(match.1))
      }
    }
    return names
  }

  @Test(.enabled(if: Program.installed("nm") != nil))
  func `exports the functions of its headers and nothing else`() async throws {
    guard let nm = Program.installed("nm") else { return }
    let library = Program.built("libXTaskQueue.so").path
    let listed = try await onThread {
      try Program(
        running: nm, ["--dynamic", "--defined-only", "--extern-only", "--just-symbols", library])
    }
    #expect(listed.status == 0, "\(listed.said)")
    let exported = Set(listed.said.split(separator: "\n").map(String.init))
    #expect(exported == (try declared()))
  }
}
