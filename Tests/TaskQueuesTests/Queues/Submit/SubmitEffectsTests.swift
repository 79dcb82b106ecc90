import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.3 of the model, Q29, Q31 and Q32: what a submit does, in which order, and what it does not.
@Suite(.patience) struct SubmitEffectsTests {
  let log = Log<String>()

  // Q29, Q72
  @Test func `monitors are told in their order, when the callback is ready, on the same thread`()
    async throws
  {
    try await onThread {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let here = ThreadIdentity.current
      for number in 1...2 {
        _ = queue.registerMonitor { [unowned queue] in
          let isHere = ThreadIdentity.current == here
          log.append("\(number), ready: \(queue.progress(of: $0).madeReady), here: \(isHere)")
        }
      }
      try queue.submit(to: .work) {}
    }
    #expect(log.entries == ["1, ready: 1, here: true", "2, ready: 1, here: true"])
  }

  // Q29
  @Test func `the pool is asked before monitors are told: the callback may have run by then`()
    throws
  {
    let threads = SteppedThreads()
    let queue = TaskQueue(
      work: .threadPool, completion: .manual, environment: threads.environment())
    _ = queue.registerMonitor { _ in
      threads.runUntilIdle()
      log.append("told")
    }
    try queue.submit(to: .work) { log.append("ran") }
    #expect(log.entries == ["ran", "told"])
  }

  // Q29, Q30
  @Test func `a submit that is refused tells nobody`() throws {
    let queue = TaskQueue(work: .immediate, completion: .immediate)
    try queue.terminate()
    _ = queue.registerMonitor { _ in log.append("told") }
    #expect(throws: TaskQueueError.terminated) { try queue.submit(to: .work) {} }
    #expect(log.entries == [])
  }

  //   pool                 test
  //   first begins
  //     waits              submits the second
  //     returns            lets it return
  //   second
  // Q31
  @Test func `a submit does not wait for a callback that is running`() async throws {
    try await onThread {
      let queue = TaskQueue(
        work: .serializedThreadPool, completion: .immediate, environment: .own)
      let began = Gate()
      let mayReturn = Gate()
      try queue.submit(to: .work) {
        began.open()
        mayReturn.wait()
        log.append("first")
      }
      began.wait()
      try queue.submit(to: .work) { _ in log.append("second") }
      log.append("submitted")
      mayReturn.open()
      try queue.terminate(wait: true)
    }
    #expect(log.entries == ["submitted", "first", "second"])
  }

  // Q31, Q75
  @Test func `a monitor may submit`() throws {
    let queue = TaskQueue(work: .manual, completion: .manual)
    _ = queue.registerMonitor { [unowned queue] in
      if $0 == .work { try! queue.submit(to: .completion) { log.append("completion") } }
    }
    try queue.submit(to: .work) { log.append("work") }
    queue.dispatchAll(.completion)
    queue.dispatchAll(.work)
    #expect(log.entries == ["completion", "work"])
  }

  // Q31
  @Test func `a termination callback may submit to another queue`() throws {
    let queue = TaskQueue(work: .immediate, completion: .immediate)
    let other = TaskQueue(work: .manual, completion: .manual)
    try queue.terminate { try! other.submit(to: .work) { log.append("other") } }
    other.dispatch(.work)
    #expect(log.entries == ["other"])
  }

  /// The lock is the one of everything that is not on the way of a callback.
  // Q32, Q49
  @Test func `submitting and dispatching take no lock, and no time or threads`() throws {
    let queue = TaskQueue(
      work: .manual, completion: .manual,
      environment: Environment(clock: NoTime(), threads: NoThreads()))
    queue.core.workPort.state.withLock { _ in
      #expect(!queue.dispatch(.work))
      for _ in 1...3 { try! queue.submit(to: .work) { log.append("ran") } }
      #expect(queue.dispatch(.work))
      #expect(queue.dispatchAll(.work) == 2)
    }
    #expect(log.entries == ["ran", "ran", "ran"])
  }
}

/// Nobody is to ask for the time.
private final class NoTime: TimeSource {
  var now: Instant { preconditionFailure("the time was asked for") }
  func set(_ alarm: any Alarm, to instant: Instant?) {
    precondition(instant == nil, "an alarm was set")
  }
}

private struct NoThreads: ThreadSource {
  func start(_ worker: any Worker, name: String) -> @Sendable () -> Void {
    preconditionFailure("a thread was started")
  }
}
