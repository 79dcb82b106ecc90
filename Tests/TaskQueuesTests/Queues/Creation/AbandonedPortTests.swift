import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.1 of the model, Q10: a manual port that nobody dispatches any more. Threads that serve the whole
/// process run no callback of it: the pool does.
@Suite(.timeLimit(.minutes(1))) struct AbandonedPortTests {
  let threads = SteppedThreads()
  let clock = ManualClock()
  let log = Log<String>()
  let holder: Holder

  init() {
    holder = Holder(
      TaskQueue(
        work: .manual, completion: .manual, environment: threads.environment(clock: clock)))
  }

  /// clock
  ///   two callbacks are due
  ///   the first is ready, told:  the last handle closes, the first runs
  ///   the second is ready        the pool runs it
  // Q10
  @Test func `what the clock makes ready when the last handle has closed runs on the pool`() throws
  {
    for number in 1...2 {
      try holder.queue?.submit(to: .work, after: .seconds(1)) { [log] in
        log.append("\(number) cancelled \($0)")
      }
    }
    _ = holder.queue?.registerMonitor { [holder] _ in holder.close() }
    clock.advance(by: .seconds(1))
    #expect(log.entries == ["1 cancelled true"])
    threads.runUntilIdle()
    #expect(log.entries == ["1 cancelled true", "2 cancelled true"])
  }

  /// The thread of the descriptors has counted a waiter's callback when the last handle closes, and makes
  /// it ready after.
  // Q10
  @Test func `what a waiter makes ready when the last handle has closed runs on the pool`() throws {
    let port = holder.queue!.port(.work)
    let side = holder.queue!.core.workSide
    side.countSubmittedAlways()
    holder.close()
    port.appendElsewhere(
      PendingCallback(.closure { [log] in log.append("cancelled \($0)") }, owner: side))
    #expect(log.entries == [])
    threads.runUntilIdle()
    #expect(log.entries == ["cancelled true"])
  }

  // Q10
  @Test func `what is submitted with a delay when the last handle has closed runs at once`() throws
  {
    do {
      let queue = TaskQueue(
        work: .threadPool, completion: .manual, environment: threads.environment(clock: clock))
      try queue.submit(to: .work) { [unowned core = queue.core, log] in
        let callback = Callback.closure { log.append("cancelled \($0)") }
        try! core.submit(callback, to: .completion, after: .seconds(1))
      }
    }
    threads.runUntilIdle()
    #expect(log.entries == ["cancelled true"])
  }

  // Q10
  @Test func `a new queue on the port takes over what the pool was asked for`() throws {
    let port = holder.queue!.port(.work)
    let side = holder.queue!.core.workSide
    side.countSubmittedAlways()
    holder.close()
    port.appendElsewhere(
      PendingCallback(.closure { [log] in log.append("cancelled \($0)") }, owner: side))
    let queue = TaskQueue(work: port, completion: port)
    threads.runUntilIdle()
    #expect(log.entries == [])
    #expect(queue.dispatch(.work))
    #expect(log.entries == ["cancelled true"])
  }
}
