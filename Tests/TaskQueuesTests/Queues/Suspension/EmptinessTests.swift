import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.11 of the model, Q102 and Q103: when a port is empty.
@Suite(.patience) struct EmptinessTests {
  let clock = ManualClock()
  let queue: TaskQueue
  let log = Log<Bool>()

  init() { queue = TaskQueue(work: .manual, completion: .manual, clock: clock) }

  // Q102
  @Test func `a port is not empty while its last callback runs`() throws {
    try queue.submit(to: .work) { [queue, log] in log.append(queue.isEmpty(.work)) }
    #expect(!queue.isEmpty(.work))
    queue.dispatch(.work)
    #expect(log.entries == [false])
    #expect(queue.isEmpty(.work))
  }

  // Q102
  @Test func `a port is empty for all queues on it or for none`() throws {
    let other = TaskQueue(work: queue.port(.work), completion: queue.port(.completion))
    try queue.submit(to: .work) {}
    #expect(!other.isEmpty(.work) && other.isEmpty(.completion))
    other.dispatch(.work)
    #expect(queue.isEmpty(.work))
  }

  // Q102
  @Test func `a port with a waiter is empty, until that fires`() async throws {
    try await onThread {
      let signal = Signal()
      _ = try queue.registerWaiter(
        on: .work, descriptor: signal.descriptor, kind: .consuming
      ) { _ in }
      #expect(queue.isEmpty(.work))
      signal.send()
      try queue.fence()
      #expect(!queue.isEmpty(.work))
    }
  }

  // Q102
  @Test func `a port on which an end waits to be told is empty`() throws {
    try queue.terminate()
    #expect(queue.isEmpty(.work) && !queue.isTerminated(.work))
  }

  /// The monitor looks while callbacks are on their way from the delayed to the ready.
  // Q103
  @Test func `a port is at no moment empty while delayed callbacks come due`() throws {
    for number in 1...5 { try queue.submit(to: .work, after: .seconds(number)) {} }
    _ = queue.registerMonitor { [unowned queue, log] in log.append(queue.isEmpty($0)) }
    clock.advance(by: .seconds(10))
    #expect(log.entries == Array(repeating: false, count: 5))
    #expect(queue.dispatchAll(.work) == 5)
    #expect(queue.isEmpty(.work))
  }
}
