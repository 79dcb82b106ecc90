import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.9 of the model, Q85, Q86 and Q91: the callback of a termination.
@Suite(.patience) struct TerminationCallbackTests {
  let log = Log<String>()

  // Q80, Q85
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

  // Q85
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

  // Q85
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

  // Q85
  @Test func `the termination callback of immediate ports runs inside terminate`() throws {
    let queue = TaskQueue(work: .immediate, completion: .immediate)
    try queue.terminate { [log] in log.append("terminated") }
    #expect(log.entries == ["terminated"])
  }

  // Q85
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

  // Q46, Q85
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

  // Q86, Q92
  @Test func `the termination callback may terminate another queue and wait for it`() throws {
    let first = TaskQueue(work: .immediate, completion: .immediate)
    let second = TaskQueue(work: .immediate, completion: .immediate)
    try first.terminate { [log] in
      try! second.terminate(wait: true) { log.append("second") }
      log.append("first")
    }
    #expect(log.entries == ["second", "first"])
  }

  // Q91
  @Test func `every call of terminate has its callback run once`() throws {
    let queue = TaskQueue(work: .manual, completion: .manual)
    for number in 1...3 { try queue.terminate { [log] in log.append("\(number)") } }
    queue.dispatch(.work)
    queue.dispatch(.completion)
    #expect(log.entries == ["1", "2", "3"])
  }

  // Q91
  @Test func `terminating a queue that has ended calls back before it returns`() throws {
    let queue = TaskQueue(work: .immediate, completion: .immediate)
    try queue.terminate()
    try queue.terminate(wait: true) { [log] in log.append("again") }
    #expect(log.entries == ["again"])
  }

  // Q91
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

  // Q86
  @Test func `the termination callback may terminate other queues on the same ports`() throws {
    let root = TaskQueue(work: .manual, completion: .manual)
    let queues = (1...3).map { _ in
      TaskQueue(work: root.port(.work), completion: root.port(.completion))
    }
    @Sendable func end(_ number: Int) {
      try! queues[number].terminate {
        log.append("\(number)")
        if number < 2 { end(number + 1) }
      }
    }
    end(0)
    for _ in 1...3 { for port in PortRole.allCases { root.dispatchAll(port) } }
    #expect(log.entries == ["0", "1", "2"])
  }
}
