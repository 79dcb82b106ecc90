import Synchronization
import TestSupport
import Testing

@testable import TaskQueues

@Suite(.timeLimit(.minutes(1))) struct TerminationTests {
  let log = Log<String>()

  // MARK: What runs, and how

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

  @Test func `an alarm that rings after the termination runs nothing twice`() throws {
    let clock = ManualClock()
    let queue = TaskQueue(work: .manual, completion: .manual, clock: clock)
    try queue.submit(to: .work, after: .seconds(1)) { [log] in log.append("cancelled \($0)") }
    try queue.terminate()
    clock.advance(by: .seconds(2))
    queue.dispatchAll(.work)
    #expect(log.entries == ["cancelled true"])
  }

  // MARK: What is refused

  @Test(arguments: DispatchMode.allCases, [Duration.zero, .seconds(1)])
  func `the work port refuses from the call of terminate on`(mode: DispatchMode, delay: Duration)
    throws
  {
    let queue = TaskQueue(work: mode, completion: mode)
    try queue.terminate()
    #expect(throws: TaskQueueError.terminated) { try queue.submit(to: .work, after: delay) {} }
  }

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

  // MARK: The termination callback

  @Test(arguments: DispatchMode.allCases)
  func `the termination callback runs once, after the callbacks of both ports`(mode: DispatchMode)
    async throws
  {
    let log = log
    try await onThread {
      let queue = TaskQueue(work: mode, completion: mode)
      let dispatchers = Dispatchers(of: queue, work: mode, completion: mode)
      for port in PortRole.allCases {
        for _ in 1...20 { try queue.submit(to: port) { _ in log.append("callback") } }
      }
      try queue.terminate(wait: true) { log.append("terminated") }
      dispatchers.join()
    }
    #expect(log.entries == Array(repeating: "callback", count: 40) + ["terminated"])
  }

  @Test func `the termination callback runs on the thread that dispatches the completion port`()
    async throws
  {
    let isThere = try await onThread {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let isThere = Log<Bool>()
      let here = ThreadIdentity.current
      try queue.terminate { isThere.append(ThreadIdentity.current == here) }
      SystemThread(name: "work") { queue.dispatch(.work) }.join()
      queue.dispatch(.completion)
      return isThere.entries
    }
    #expect(isThere == [true])
  }

  @Test(arguments: DispatchMode.automatic)
  func `the termination callback of an automatic port runs on the pool`(mode: DispatchMode) throws {
    let threads = SteppedThreads()
    let queue = TaskQueue(
      work: mode, completion: mode, environment: threads.environment()
    )
    try queue.terminate { [log] in log.append("terminated") }
    #expect(log.entries == [])
    threads.runUntilIdle()
    #expect(log.entries == ["terminated"])
  }

  @Test func `the termination callback of immediate ports runs inside terminate`() throws {
    let queue = TaskQueue(work: .immediate, completion: .immediate)
    try queue.terminate { [log] in log.append("terminated") }
    #expect(log.entries == ["terminated"])
  }

  @Test func `what the last callback held is let go of before the termination callback`() throws {
    for port in PortRole.allCases {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let log = Log<String>()
      let canary = Canary { log.append("released") }
      try queue.submit(to: port) { _ in canary.sing() }
      _ = consume canary
      try queue.terminate { log.append("terminated") }
      queue.dispatchAll(.work)
      queue.dispatchAll(.completion)
      #expect(log.entries == ["released", "terminated"])
    }
  }

  @Test
  func `what the last callback held is let go of before a dispatch that waited ends the queue`()
    async throws
  {
    let log = log
    try await onThread {
      let queue = TaskQueue(work: .manual, completion: .immediate)
      let canary = Canary { log.append("released") }
      try queue.submit(to: .work) { _ in canary.sing() }
      _ = consume canary
      try queue.terminate { log.append("terminated") }
      queue.dispatch(.work, timeout: nil)
    }
    #expect(log.entries == ["released", "terminated"])
  }

  @Test func `the termination callback may terminate another queue and wait for it`() throws {
    let first = TaskQueue(work: .immediate, completion: .immediate)
    let second = TaskQueue(work: .immediate, completion: .immediate)
    try first.terminate { [log] in
      try! second.terminate(wait: true) { log.append("second") }
      log.append("first")
    }
    #expect(log.entries == ["second", "first"])
  }

  // MARK: Terminating from inside

  @Test(arguments: DispatchMode.allCases, PortRole.allCases)
  func `a callback may terminate its queue, which then ends after it`(
    mode: DispatchMode, port: PortRole
  ) async throws {
    let log = log
    try await onThread {
      let queue = TaskQueue(work: mode, completion: mode)
      let dispatchers = Dispatchers(of: queue, work: mode, completion: mode)
      let ended = Gate()
      try queue.submit(to: port) { _ in
        try! queue.terminate {
          log.append("terminated")
          ended.open()
        }
        log.append("callback returns")
      }
      ended.wait()
      dispatchers.join()
    }
    #expect(log.entries == ["callback returns", "terminated"])
  }

  @Test(arguments: DispatchMode.allCases, PortRole.allCases)
  func `a callback cannot wait for the end of its own queue`(
    mode: DispatchMode, port: PortRole
  ) async throws {
    let refused = try await onThread {
      let queue = TaskQueue(work: mode, completion: mode)
      let refused = Log<TaskQueueError?>()
      try queue.submit(to: port) { _ in refused.append(errorOfWaitingTermination(queue)) }
      queue.dispatch(port)
      refused.wait(forCount: 1)
      return (refused.entries, queue.isTerminated(.work))
    }
    #expect(refused == ([.wouldWaitForItself], false))
  }

  @Test func `the termination callback cannot wait for its own queue`() throws {
    let queue = TaskQueue(work: .immediate, completion: .immediate)
    let refused = Log<TaskQueueError?>()
    try queue.terminate { refused.append(errorOfWaitingTermination(queue)) }
    #expect(refused.entries == [.wouldWaitForItself])
  }

  @Test func `a callback of one queue may wait for the end of another`() throws {
    let outer = TaskQueue(work: .immediate, completion: .immediate)
    let inner = TaskQueue(work: .immediate, completion: .immediate)
    try outer.submit(to: .work) { [log] in
      try! inner.terminate(wait: true) { log.append("inner") }
    }
    #expect(log.entries == ["inner"])
  }

  // MARK: Waiting, and terminating again

  @Test(arguments: DispatchMode.allCases, DispatchMode.allCases)
  func `a termination that waits returns when nothing is left`(
    work: DispatchMode, completion: DispatchMode
  ) async throws {
    let log = log
    try await onThread {
      let queue = TaskQueue(work: work, completion: completion)
      let dispatchers = Dispatchers(of: queue, work: work, completion: completion)
      for _ in 1...10 {
        try queue.submit(to: .work) { _ in
          try! queue.submit(to: .completion) { _ in log.append("completion") }
        }
        try queue.submit(to: .work, after: .seconds(100)) { log.append("delayed \($0)") }
      }
      try queue.terminate(wait: true) { log.append("terminated") }
      #expect(log.entries.count == 21)
      for port in PortRole.allCases { #expect(queue.isEmpty(port) && queue.isTerminated(port)) }
      dispatchers.join()
    }
    #expect(log.entries.last == "terminated")
  }

  @Test func `every call of terminate has its callback run once`() throws {
    let queue = TaskQueue(work: .manual, completion: .manual)
    for number in 1...3 { try queue.terminate { [log] in log.append("\(number)") } }
    queue.dispatch(.work)
    queue.dispatch(.completion)
    #expect(log.entries == ["1", "2", "3"])
  }

  @Test func `terminating a queue that has ended calls back before it returns`() throws {
    let queue = TaskQueue(work: .immediate, completion: .immediate)
    try queue.terminate()
    try queue.terminate(wait: true) { [log] in log.append("again") }
    #expect(log.entries == ["again"])
  }

  @Test func `a termination callback that terminates again has the new callback run after it`()
    throws
  {
    let queue = TaskQueue(work: .immediate, completion: .immediate)
    try queue.terminate { [log] in
      try! queue.terminate { log.append("second") }
      log.append("first")
    }
    #expect(log.entries == ["first", "second"])
  }

  @Test(arguments: DispatchMode.allCases)
  func `several threads may terminate and wait`(mode: DispatchMode) async throws {
    let log = log
    try await onThread {
      let queue = TaskQueue(work: mode, completion: mode)
      let dispatchers = Dispatchers(of: queue, work: mode, completion: mode)
      inParallel(4) { index in try! queue.terminate(wait: true) { log.append("\(index)") } }
      dispatchers.join()
    }
    #expect(log.entries.sorted() == ["0", "1", "2", "3"])
  }

  // MARK: Stress

  /// Threads submit to both ports, with and without delays, while another terminates.
  @Test(arguments: DispatchMode.allCases)
  func `whatever was accepted runs exactly once, and nothing is alive afterwards`(
    mode: DispatchMode
  ) async throws {
    let seed = {
      var random = SeededRandom.forStress()
      return random.next()
    }()
    let outcome = try await onThread { try terminationStress(mode: mode, seed: seed, rounds: 40) }
    #expect(outcome.ran == outcome.accepted)
    #expect(outcome.alive == 0)
    #expect(outcome.afterTheEnd == 0)
  }
}

private func errorOfWaitingTermination(_ queue: TaskQueue) -> TaskQueueError? {
  do {
    try queue.terminate(wait: true)
    return nil
  } catch {
    return error
  }
}

private func terminationStress(
  mode: DispatchMode, seed: UInt64, rounds: Int
) throws -> (accepted: Int, ran: Int, alive: Int, afterTheEnd: Int) {
  let accepted = Atomic(0)
  let ran = Atomic(0)
  let alive = Atomic(0)
  let afterTheEnd = Atomic(0)
  for round in 0..<rounds {
    let queue = TaskQueue(work: mode, completion: mode)
    let hasEnded = Atomic(false)
    let dispatchers = Dispatchers(of: queue, work: mode, completion: mode)
    inParallel(4) { index in
      var random = SeededRandom(seed: seed &+ UInt64(round * 4 + index))
      let count = Int.random(in: 0...60, using: &random)
      for _ in 0..<count {
        let port = PortRole.allCases.randomElement(using: &random)!
        let delay = Duration.microseconds(max(0, Int.random(in: -200...200, using: &random)))
        alive.add(1, ordering: .relaxed)
        let canary = Canary { alive.subtract(1, ordering: .relaxed) }
        let callback: @Sendable (Bool) -> Void = { _ in
          canary.sing()
          ran.add(1, ordering: .relaxed)
          if hasEnded.load(ordering: .relaxed) { afterTheEnd.add(1, ordering: .relaxed) }
        }
        if (try? queue.submit(to: port, after: delay, callback)) != nil {
          accepted.add(1, ordering: .relaxed)
        }
      }
      if index == 0 { try! queue.terminate { hasEnded.store(true, ordering: .relaxed) } }
    }
    try queue.terminate(wait: true)
    dispatchers.join()
  }
  return (
    accepted.load(ordering: .relaxed), ran.load(ordering: .relaxed), alive.load(ordering: .relaxed),
    afterTheEnd.load(ordering: .relaxed)
  )
}
