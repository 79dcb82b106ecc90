import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.1 of the model, Q10: a manual port that nobody dispatches any more. Threads that serve the whole
/// process run no callback of it: the pool does.
@Suite(.patience) struct AbandonedPortTests {
  let threads = SteppedThreads()
  let clock = ManualClock()
  let log = Log<String>()
  let holder: Holder

  init() {
    holder = Holder(
      TaskQueue(
        work: .manual, completion: .manual, environment: threads.environment(clock: clock)))
  }

  // Q10
  @Test func `what a clock makes ready after the last handle has closed runs in the pool`()
    async throws
  {
    for number in 1...2 {
      try holder.queue?.submit(to: .work, after: .seconds(1)) { [log] in
        log.append("\(number) cancelled \($0)")
      }
    }
    _ = holder.queue?.registerMonitor { [holder, log] _ in
      log.append("told")
      holder.close()
    }
    await onServiceThread { [clock] in clock.advance(by: .seconds(1)) }
    #expect(log.entries == [])
    threads.runUntilIdle()
    #expect(log.entries == ["told", "1 cancelled true", "2 cancelled true"])
  }

  /// The thread of the descriptors has counted a waiter's callback when the last handle closes, and makes
  /// it ready after.
  // Q10
  @Test func `what a waiter makes ready after the last handle has closed runs in the pool`()
    async throws
  {
    let append = appendAfterLastHandle()
    await onServiceThread(append)
    #expect(log.entries == [])
    threads.runUntilIdle()
    #expect(log.entries == ["cancelled true"])
  }

  /// - Returns: what makes a callback ready that was counted before the last handle was closed.
  private func appendAfterLastHandle() -> @Sendable () -> Void {
    let port = holder.queue!.port(.work)
    let side = holder.queue!.core.workSide
    side.countSubmittedAlways()
    holder.close()
    return { [log] in
      port.append(
        PendingCallback(.closure { log.append("cancelled \($0)") }, owner: side))
    }
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
  @Test func `a new queue on the port takes over what the pool was asked for`() async throws {
    let port = holder.queue!.port(.work)
    await onServiceThread(appendAfterLastHandle())
    let queue = TaskQueue(work: port, completion: port)
    threads.runUntilIdle()
    #expect(log.entries == [])
    #expect(queue.dispatch(.work))
    #expect(log.entries == ["cancelled true"])
  }

  private func onServiceThread(_ body: @escaping @Sendable () -> Void) async {
    await withCheckedContinuation { continuation in
      SystemThread.startService(name: "test") {
        body()
        continuation.resume()
      }
    }
  }
}
