import Synchronization
import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.9 of the model, Q79–Q84 and Q93: what a queue that ends still runs, and what it refuses.
@Suite(.patience) struct TerminationTests {
  let log = Log<String>()

  // Q82
  @Test(arguments: DispatchMode.queued, PortRole.allCases)
  func `what waits runs cancelled`(mode: DispatchMode, port: PortRole) throws {
    let threads = SteppedThreads()
    let queue = TaskQueue(
      work: mode, completion: mode, environment: threads.environment()
    )
    for number in 1...3 {
      try queue.submit(to: port) { [log] in log.append("\(number) cancelled \($0)") }
    }
    try queue.terminate()
    threads.runUntilIdle()
    queue.dispatchAll(port)
    #expect(log.entries == (1...3).map { "\($0) cancelled true" })
  }

  // Q80, Q81
  @Test func `delayed callbacks run cancelled at once, after what is ready, in due order`() throws {
    let queue = TaskQueue(work: .manual, completion: .manual, clock: ManualClock())
    for delay in [30, 10, 20] {
      try queue.submit(to: .work, after: .seconds(delay)) { [log] in log.append("\(delay) \($0)") }
    }
    try queue.submit(to: .work) { [log] in log.append("ready \($0)") }
    try queue.terminate()
    #expect(queue.dispatchAll(.work) == 4)
    #expect(log.entries == ["ready true", "10 true", "20 true", "30 true"])
  }

  //   dispatcher          test
  //   callback begins
  //     waits             terminate
  //     returns
  // Q82
  @Test func `a callback that has begun is not cancelled`() async throws {
    let log = log
    try await onThread {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let began = Gate()
      let mayReturn = Gate()
      try queue.submit(to: .work) {
        log.append("cancelled \($0)")
        began.open()
        mayReturn.wait()
        log.append("returns")
      }
      let dispatcher = SystemThread(name: "dispatcher") { queue.dispatch(.work) }
      began.wait()
      try queue.terminate { log.append("terminated") }
      queue.dispatch(.work)
      queue.dispatch(.completion)
      mayReturn.open()
      dispatcher.join()
      queue.dispatch(.completion)
    }
    #expect(log.entries == ["cancelled false", "returns", "terminated"])
  }

  // Q82
  @Test func `an alarm that rings after the termination runs nothing twice`() throws {
    let clock = ManualClock()
    let queue = TaskQueue(work: .manual, completion: .manual, clock: clock)
    try queue.submit(to: .work, after: .seconds(1)) { [log] in log.append("cancelled \($0)") }
    try queue.terminate()
    clock.advance(by: .seconds(2))
    queue.dispatchAll(.work)
    #expect(log.entries == ["cancelled true"])
  }

  // Q30, Q83, Q84
  @Test(arguments: DispatchMode.allCases, [Duration.zero, .seconds(1)])
  func `the work port refuses from the call of terminate on`(mode: DispatchMode, delay: Duration)
    throws
  {
    let queue = TaskQueue(work: mode, completion: mode)
    try queue.terminate()
    #expect(throws: TaskQueueError.terminated) { try queue.submit(to: .work, after: delay) {} }
  }

  // Q83
  @Test func `the completion port takes callbacks until the work has ended`() throws {
    let queue = TaskQueue(work: .manual, completion: .manual)
    try queue.submit(to: .work) { [log] _ in
      try! queue.submit(to: .completion) { log.append("completion cancelled \($0)") }
    }
    try queue.terminate()
    queue.dispatch(.work)
    #expect(throws: TaskQueueError.terminated) { try queue.submit(to: .completion) {} }
    queue.dispatch(.completion)
    #expect(log.entries == ["completion cancelled true"])
  }

  // Q83
  @Test func `a queue whose terminate has returned to anybody takes no work`() async throws {
    let accepted = try await onThread {
      let accepted = Atomic(0)
      for _ in 1...3_000 {
        let queue = TaskQueue(work: .manual, completion: .manual)
        inParallel(2) { _ in
          try! queue.terminate()
          if (try? queue.submit(to: .work) {}) != nil { accepted.add(1, ordering: .relaxed) }
        }
      }
      return accepted.load(ordering: .relaxed)
    }
    #expect(accepted == 0)
  }

  // Q80
  @Test
  func `a queue ends in order: work, delayed work, completions, delayed completions, the end`()
    throws
  {
    let queue = TaskQueue(work: .manual, completion: .manual, clock: ManualClock())
    for port in [PortRole.completion, .work] {
      try queue.submit(to: port, after: .seconds(1)) { [log] in log.append("delayed \(port) \($0)")
      }
      try queue.submit(to: port) { [log] in log.append("\(port) \($0)") }
    }
    try queue.terminate { [log] in log.append("terminated") }
    for port in PortRole.allCases { queue.dispatchAll(port) }
    #expect(
      log.entries == [
        "work true", "delayed work true", "completion true", "delayed completion true",
        "terminated",
      ])
  }

  // Q82
  @Test(arguments: DispatchMode.automatic)
  func `what is cancelled runs on the pool where it would have run there`(mode: DispatchMode) throws
  {
    let threads = SteppedThreads()
    let queue = TaskQueue(work: mode, completion: mode, environment: threads.environment())
    try queue.submit(to: .work, after: .seconds(1)) { [log] in log.append("cancelled \($0)") }
    try queue.terminate()
    #expect(log.entries == [])
    threads.runUntilIdle()
    #expect(log.entries == ["cancelled true"])
  }

  // Q79, Q93
  @Test(arguments: PortRole.allCases)
  func `a queue that has ended answers as an empty one`(port: PortRole) throws {
    let queue = TaskQueue(work: .manual, completion: .manual)
    let ports = PortRole.allCases.map { queue.port($0) }
    try queue.terminate()
    for port in PortRole.allCases { queue.dispatch(port) }
    #expect(!queue.dispatch(port) && queue.dispatchAll(port) == 0 && queue.isEmpty(port))
    #expect(queue.isTerminated(port))
    #expect(zip(PortRole.allCases, ports).allSatisfy { queue.port($0) === $1 })
  }

  /// As an async call does that is completed from elsewhere.
  // Q90, Q96
  @Test func `a loop over both ports ends a queue, whatever its callbacks still start`() throws {
    let queue = TaskQueue(work: .manual, completion: .manual)
    try queue.suspendTermination()
    try queue.submit(to: .work) { [log] _ in
      try! queue.submit(to: .completion) { _ in
        log.append("completion")
        queue.resumeTermination()
      }
    }
    try queue.terminate { [log] in log.append("terminated") }
    for _ in 1...2 { for port in PortRole.allCases { queue.dispatchAll(port) } }
    #expect(log.entries == ["completion", "terminated"])
  }
}
