import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.5 of the model, Q44 and Q47–Q50: a dispatch that waits.
@Suite(.patience) struct DispatchTimeoutTests {
  let clock = WatchedClock()

  // Q44
  @Test(arguments: [Duration.zero, .milliseconds(-1)])
  func `a timeout that has passed does not wait`(timeout: Duration) {
    let queue = TaskQueue(work: .manual, completion: .manual, clock: clock)
    #expect(!queue.dispatch(.work, timeout: timeout))
  }

  // Q44
  @Test func `a dispatch gives up when its timeout has passed`() async throws {
    let clock = clock
    let queue = TaskQueue(work: .manual, completion: .manual, clock: clock)
    let answer = Log<Bool>()
    try await onThread {
      let waiter = SystemThread(name: "waiter") {
        answer.append(queue.dispatch(.work, timeout: .milliseconds(10)))
      }
      clock.set.wait(forCount: 1)
      clock.advance(by: .milliseconds(9))
      clock.advance(by: .milliseconds(1))
      waiter.join()
    }
    #expect(answer.entries == [false])
  }

  //   waiter                     test
  //   dispatch, 10 ms
  //     sleeps                   6 ms later submits, and takes the callback itself
  //     wakes for nothing
  //     sleeps                   4 ms later
  //   returns false
  // Q48
  @Test func `a wake-up for nothing does not prolong the timeout`() async throws {
    let clock = clock
    let queue = TaskQueue(work: .manual, completion: .manual, clock: clock)
    let answer = Log<Bool>()
    let stolen = try await onThread {
      let waiter = SystemThread(name: "waiter") {
        answer.append(queue.dispatch(.work, timeout: .milliseconds(10)))
      }
      clock.set.wait(forCount: 1)
      clock.advance(by: .milliseconds(6))
      queue.core.workPort.waiting.wakeAll()
      clock.advance(by: .milliseconds(4))
      waiter.join()
      return clock.now
    }
    #expect(answer.entries == [false])
    #expect(stolen == Instant.zero.advanced(by: .milliseconds(10)))
  }

  @Test func `a dispatch that has waited leaves no alarm behind`() async throws {
    let clock = clock
    let queue = TaskQueue(work: .manual, completion: .manual, clock: clock)
    try await onThread {
      let waiter = SystemThread(name: "waiter") { _ = queue.dispatch(.work, timeout: .seconds(1)) }
      clock.set.wait(forCount: 1)
      try queue.submit(to: .work) {}
      waiter.join()
    }
    #expect(clock.set.entries == [Instant.zero.advanced(by: .seconds(1)), nil])
  }

  @Test func `a dispatch that finds something sets no alarm`() async throws {
    let clock = clock
    let queue = TaskQueue(work: .manual, completion: .manual, clock: clock)
    try queue.submit(to: .work) {}
    try await onThread { _ = queue.dispatch(.work, timeout: .seconds(1)) }
    #expect(clock.set.entries == [])
  }

  // Q44
  @Test(arguments: DispatchMode.queued)
  func `a callback wakes a thread that waits without end`(mode: DispatchMode) async throws {
    let entries = try await onThread {
      let threads = SteppedThreads()
      let queue = TaskQueue(work: mode, completion: .manual, environment: threads.environment())
      let log = Log<Bool>()
      let waiter = SystemThread(name: "waiter") {
        log.append(queue.dispatch(.work, timeout: nil))
      }
      try queue.submit(to: .work) {}
      waiter.join()
      threads.runUntilIdle()
      return log.entries
    }
    #expect(entries == [true])
  }

  // Q47
  @Test func `threads that wait without end get a callback each`() async throws {
    let entries = try await onThread {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let log = Log<Bool>()
      let waiters = (1...4).map { _ in
        SystemThread(name: "waiter") { log.append(queue.dispatch(.work, timeout: nil)) }
      }
      for _ in 1...4 { try queue.submit(to: .work) {} }
      for waiter in waiters { waiter.join() }
      return log.entries
    }
    #expect(entries == [true, true, true, true])
  }

  // Q47
  @Test func `termination lets go of every thread that waits`() async throws {
    let entries = try await onThread {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let log = Log<Bool>()
      let waiters = PortRole.allCases.flatMap { port in
        (1...3).map { _ in
          SystemThread(name: "waiter") { log.append(queue.dispatch(port, timeout: nil)) }
        }
      }
      try queue.terminate(wait: true)
      for waiter in waiters { waiter.join() }
      return log.entries
    }
    #expect(entries == Array(repeating: false, count: 6))
  }

  /// The callback that waits is what the termination waits for.
  // Q50
  @Test func `a dispatch inside a callback of a terminated queue does not wait without end`()
    async throws
  {
    let entries = try await onThread {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let log = Log<Bool>()
      try queue.submit(to: .work) {
        try! queue.terminate()
        for port in PortRole.allCases { log.append(queue.dispatch(port, timeout: nil)) }
      }
      queue.dispatch(.work)
      return log.entries
    }
    #expect(entries == [false, false])
  }

  //   dispatcher                       test
  //   callback begins
  //     dispatch without end, sleeps   terminate
  //     returns false
  // Q50
  @Test func `termination lets go of a dispatch that waits inside a callback`() async throws {
    let entries = try await onThread {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let log = Log<Bool>()
      let began = Gate()
      try queue.submit(to: .work) {
        began.open()
        log.append(queue.dispatch(.work, timeout: nil))
      }
      let dispatcher = SystemThread(name: "dispatcher") { queue.dispatch(.work) }
      began.wait()
      try queue.terminate()
      dispatcher.join()
      return log.entries
    }
    #expect(entries == [false])
  }

  /// Submitters, threads that wait a while and threads that wait without end.
  // Q44, Q78
  @Test func `no wake-up is lost`() async throws {
    var random = SeededRandom.forStress()
    let timeouts = (0..<3).map { _ in (0..<200).map { _ in Int.random(in: 0...200, using: &random) }
    }
    let ran = try await onThread {
      let queue = TaskQueue(work: .manual, completion: .immediate)
      let ran = Log<Int>()
      inParallel(8) { index in
        switch index {
        case 0..<3:
          for timeout in timeouts[index] { queue.dispatch(.work, timeout: .microseconds(timeout)) }
        case 3..<5:
          while queue.dispatch(.work, timeout: nil) {}
        default:
          for number in 1...2_000 { try! queue.submit(to: .work) { ran.append(number) } }
          ran.wait(forCount: 6_000)
          try! queue.terminate(wait: true)
        }
      }
      return ran.entries.count
    }
    #expect(ran == 6_000)
  }
}
