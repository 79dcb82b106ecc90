import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.4 of the model, Q34, Q39 and Q41, on the clock of the system.
@Suite(.patience) struct DelayedRealTimeTests {
  /// A callback that waited for the later one would wait longer than the test may take.
  // Q41
  @Test(arguments: DispatchMode.allCases)
  func `a callback that reschedules itself is not held up by a later one`(mode: DispatchMode)
    async throws
  {
    let count = try await onThread {
      let queue = TaskQueue(work: mode, completion: .immediate, environment: .own)
      let dispatchers = Dispatchers(of: queue, work: mode, completion: .immediate)
      let ticks = Log<Int>()
      @Sendable func tick() {
        ticks.append(1)
        try? queue.submit(to: .work, after: .microseconds(500), tick)
      }
      try queue.submit(to: .work, after: .seconds(100_000)) { _ in }
      try queue.submit(to: .work, after: .microseconds(500), tick)
      ticks.wait(forCount: 200)
      try queue.terminate(wait: true)
      dispatchers.join()
      return ticks.entries.count
    }
    #expect(count >= 200)
  }

  // Q34
  @Test func `a delay as long as C can say is legal`() async throws {
    let cancelled = try await onThread {
      let queue = TaskQueue(work: .threadPool, completion: .threadPool, environment: .own)
      let cancelled = Log<Bool>()
      try queue.submit(to: .work, after: .milliseconds(UInt32.max)) { cancelled.append($0) }
      try queue.terminate(wait: true)
      return cancelled.entries
    }
    #expect(cancelled == [true])
  }
}
