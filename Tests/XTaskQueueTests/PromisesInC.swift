import Foundation
import TestSupport
import Testing

@Suite("The C interface")
struct PromisesInC {
  private static let program = Program.built("CTests")

  /// What the program of C says that it shows.
  private static let promises: [String] = {
    let list = try? Program(running: program, [])
    return list?.said.split(separator: "\n").map(String.init) ?? []
  }()

  @Test func `has its tests`() { #expect(Self.promises.count > 50) }

  /// Each in a process of its own: what some do is done to all queues of the process.
  @Test(.timeLimit(.minutes(5)), arguments: promises)
  func `keeps`(promise: String) async throws {
    let shown = try await onThread { try Program(running: Self.program, [promise]) }
    #expect(shown.status == 0, "\(shown.said)")
  }
}
