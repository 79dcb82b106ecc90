import TestSupport
import Testing

@testable import TaskQueues

/// The edge of `QueueSide`: who sees that nothing is outstanding sees what the callbacks did. For the
/// thread sanitizer, which reports these tests when it is weakened.
@Suite(.patience) struct QueueSideEdgeTests {
  /// dispatcher                      test
  ///   runs a callback, which writes
  ///   it has returned (A)
  ///                                 (A) finds the port empty, reads
  @Test func `edge A: who finds a port empty sees what its callbacks did`() async throws {
    let sum = try await onThread {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let written = Plain()
      let submitted = Turn()
      let dispatcher = SystemThread(name: "dispatcher") {
        for round in 1...200 {
          submitted.wait(for: round)
          queue.dispatch(.work)
        }
      }
      for _ in 1...200 {
        try queue.submit(to: .work) { written.value += 1 }
        submitted.advance()
        while !queue.isEmpty(.work) {}
        written.value += 1
      }
      dispatcher.join()
      return written.value
    }
    #expect(sum == 400)
  }

  /// dispatcher                      test
  ///   runs callbacks, which write
  ///   they have returned (A)
  ///                                 (A) terminates, is told, reads
  @Test func `edge A: the termination callback sees what all callbacks did`() async throws {
    let sum = try await onThread {
      let sum = Plain()
      for _ in 1...100 {
        let queue = TaskQueue(work: .manual, completion: .immediate)
        let written = Plain()
        let dispatched = Turn()
        for _ in 1...3 { try queue.submit(to: .work) { written.value += 1 } }
        let dispatcher = SystemThread(name: "dispatcher") {
          while queue.dispatch(.work) {}
          dispatched.advance()
        }
        dispatched.wait(for: 1)
        try queue.terminate { sum.value += written.value }
        queue.dispatch(.work)
        dispatcher.join()
      }
      return sum.value
    }
    #expect(sum == 300)
  }
}
