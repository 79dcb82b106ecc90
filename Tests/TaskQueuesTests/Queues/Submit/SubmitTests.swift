import TaskQueues
import TestSupport
import Testing

/// Chapter 2.3 of the model, Q28, Q30 and Q31: each callback runs once, in order.
@Suite(.patience) struct SubmitTests {
  // Q13
  @Test func `callbacks run in the order they were submitted`() throws {
    let queue = TaskQueue(work: .manual, completion: .manual)
    let ran = Log<Int>()
    for number in 1...100 { try queue.submit(to: .work) { ran.append(number) } }
    queue.dispatchAll(.work)
    #expect(ran.entries == Array(1...100))
  }

  // Q28
  @Test(arguments: DispatchMode.allCases, PortRole.allCases)
  func `a callback of a living queue is not cancelled`(mode: DispatchMode, port: PortRole)
    async throws
  {
    try await onThread {
      let queue = TaskQueue(work: mode, completion: mode)
      let ran = Log<Bool>()
      try queue.submit(to: port) { ran.append($0) }
      queue.dispatch(port)
      ran.wait(forCount: 1)
      #expect(ran.entries == [false])
    }
  }

  // Q31
  @Test(arguments: DispatchMode.allCases)
  func `a callback may submit to both ports`(mode: DispatchMode) async throws {
    try await onThread {
      let queue = TaskQueue(work: mode, completion: mode)
      let dispatchers = Dispatchers(of: queue, work: mode, completion: mode)
      let ran = Log<String>()
      try queue.submit(to: .work) {
        try! queue.submit(to: .work) { ran.append("work") }
        try! queue.submit(to: .completion) { ran.append("completion") }
      }
      ran.wait(forCount: 2)
      #expect(ran.entries.sorted() == ["completion", "work"])
      try queue.terminate(wait: true)
      dispatchers.join()
    }
  }

  @Test func `a callback is let go of before the next one runs`() throws {
    let queue = TaskQueue(work: .manual, completion: .manual)
    let log = Log<String>()
    try submit(holding: Canary { log.append("released") }, to: queue)
    try queue.submit(to: .work) { log.append("next") }
    queue.dispatchAll(.work)
    #expect(log.entries == ["released", "next"])
  }

  // Q30
  @Test func `a refused callback is let go of`() throws {
    let queue = TaskQueue(work: .immediate, completion: .immediate)
    try queue.terminate()
    let log = Log<String>()
    #expect(throws: TaskQueueError.terminated) {
      try submit(holding: Canary { log.append("released") }, to: queue)
    }
    #expect(log.entries == ["released"])
  }

  // Q82
  @Test func `a closure without a parameter does not run cancelled, but is let go of`() throws {
    let queue = TaskQueue(work: .manual, completion: .manual)
    let log = Log<String>()
    let canary = Canary { log.append("released") }
    try queue.submit(to: .work) {
      canary.sing()
      log.append("ran")
    }
    _ = consume canary
    try queue.terminate()
    #expect(queue.dispatch(.work))
    #expect(log.entries == ["released"])
  }

  /// Four submitters and, on a manual port, one dispatcher.
  // Q28
  @Test(arguments: [DispatchMode.manual, .serializedThreadPool, .immediate])
  func `each callback runs once, in the order of its submitter`(mode: DispatchMode) async throws {
    let counts = {
      var random = SeededRandom.forStress()
      return (0..<4).map { _ in Int.random(in: 500...2_000, using: &random) }
    }()
    let logs = (0..<4).map { _ in Log<Int>() }
    try await onThread {
      let queue = TaskQueue(work: mode, completion: mode)
      let dispatchers = Dispatchers(of: queue, work: mode, completion: mode)
      inParallel(4) { index in
        for number in 0..<counts[index] {
          try! queue.submit(to: .work) { _ in logs[index].append(number) }
        }
      }
      try queue.terminate(wait: true)
      dispatchers.join()
    }
    for (log, count) in zip(logs, counts) { #expect(log.entries == Array(0..<count)) }
  }

  // 1.1
  @Test(arguments: [false, true])
  func `a C function is called once, with its context and whether it is cancelled`(
    isCancelled: Bool
  )
    throws
  {
    let queue = TaskQueue(work: .manual, completion: .manual)
    let calls = Log<Bool>()
    try queue.submit(
      to: .work,
      { context, cancelled in
        Unmanaged<Log<Bool>>.fromOpaque(context!).takeUnretainedValue().append(cancelled)
      }, Unmanaged.passUnretained(calls).toOpaque())
    if isCancelled { try queue.terminate() }
    queue.dispatchAll(.work)
    #expect(calls.entries == [isCancelled])
  }

  private func submit(holding canary: Canary, to queue: TaskQueue) throws {
    try queue.submit(to: .work) { canary.sing() }
  }
}
