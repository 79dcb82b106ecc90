import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 6 of the model, S1–S8.
@Suite struct TimeSensitiveThreadTests {
  @Test func `a marked thread is told of calls that may take long, which are made all the same`()
    async throws
  {
    let calls = try await onThread {
      let calls = Log<String>()
      TimeSensitiveThread.onViolation = .call { calls.append($0) }
      defer { TimeSensitiveThread.onViolation = .log }
      precondition(!TimeSensitiveThread.isCurrent)
      TimeSensitiveThread.isCurrent = true
      let queue = TaskQueue(work: .manual, completion: .manual)
      try queue.submit(to: .work) {}
      queue.dispatch(.work)
      try queue.terminate()
      TimeSensitiveThread.isCurrent = false
      queue.dispatch(.work)
      queue.dispatch(.completion)
      precondition(queue.isTerminated(.completion))
      return calls.entries
    }
    #expect(calls == ["terminate(wait:_:)"])
  }
}
