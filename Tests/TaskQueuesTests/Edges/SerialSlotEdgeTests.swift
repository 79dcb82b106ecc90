import TestSupport
import Testing

@testable import TaskQueues

/// The orders of `SerialSlot` and of `PooledExecutions`.
@Suite(.patience) struct SerialSlotEdgeTests {
  /// Threads by hand take the slot from each other. For the thread sanitizer, which reports it when taking
  /// the slot or giving it up is weakened.
  @Test func `a callback of a serialized port sees what the one before it did`() async throws {
    let sum = try await onThread {
      let queue = TaskQueue(
        work: .serializedThreadPool, completion: .immediate, environment: .own)
      let sum = Plain()
      let ran = Turn()
      for _ in 1...1000 {
        try queue.submit(to: .work) {
          sum.value += 1
          ran.advance()
        }
      }
      let threads = (0..<2).map { index in
        SystemThread(name: "dispatcher-\(index)") {
          while ran.value < 1000 { queue.dispatch(.work) }
        }
      }
      for thread in threads { thread.join() }
      // The pool may have run the last one.
      try queue.terminate(wait: true)
      return sum.value
    }
    #expect(sum == 1000)
  }

  /// What is submitted just when the last thread leaves. An order of loads and stores that the sanitizer
  /// cannot see: weakened, a callback is left behind and the test runs into its limit.
  @Test(arguments: DispatchMode.automatic)
  func `a callback that comes as the pool's thread leaves is not left behind`(mode: DispatchMode)
    async throws
  {
    try await onThread {
      let queue = TaskQueue(work: mode, completion: .manual, environment: .own)
      let ran = Turn()
      for number in 1...20_000 {
        try queue.submit(to: .work) { ran.advance() }
        ran.wait(for: number)
      }
      try queue.terminate()
    }
  }
}
