import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.9 of the model, Q87–Q89: who waits for a termination, and who cannot.
@Suite(.patience) struct TerminationWaitTests {
  let log = Log<String>()

  // Q89
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

  // Q88
  @Test(arguments: DispatchMode.allCases, PortRole.allCases)
  func `a callback cannot wait for the end of its own queue`(
    mode: DispatchMode, port: PortRole
  ) async throws {
    let refused = try await onThread {
      let queue = TaskQueue(work: mode, completion: mode)
      let refused = Log<TaskQueueError?>()
      try queue.submit(to: port) { _ in refused.append(refusal { try queue.terminate(wait: true) })
      }
      queue.dispatch(port)
      refused.wait(forCount: 1)
      return (refused.entries, queue.isTerminated(.work))
    }
    #expect(refused == ([.wouldWaitForItself], false))
  }

  // Q88
  @Test func `the termination callback cannot wait for its own queue`() throws {
    let queue = TaskQueue(work: .immediate, completion: .immediate)
    let refused = Log<TaskQueueError?>()
    try queue.terminate { refused.append(refusal { try queue.terminate(wait: true) }) }
    #expect(refused.entries == [.wouldWaitForItself])
  }

  // Q88
  @Test func `a callback of one queue may wait for the end of another`() throws {
    let outer = TaskQueue(work: .immediate, completion: .immediate)
    let inner = TaskQueue(work: .immediate, completion: .immediate)
    try outer.submit(to: .work) { [log] in
      try! inner.terminate(wait: true) { log.append("inner") }
    }
    #expect(log.entries == ["inner"])
  }

  // Q80, Q87
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

  // Q91
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

  //   pool                     test
  //   root's callback begins
  //     waits                  a composite terminates, waits and is told
  //     returns                lets it return
  // Q87
  @Test(arguments: [DispatchMode.threadPool, .immediate])
  func `a termination waits for no callback of another queue on its ports`(completion: DispatchMode)
    async throws
  {
    let log = log
    try await onThread {
      let root = TaskQueue(work: .threadPool, completion: completion, environment: .own)
      let other = TaskQueue(work: root.port(.work), completion: root.port(.completion))
      let (began, mayReturn) = (Gate(), Gate())
      try root.submit(to: .work) { _ in
        began.open()
        mayReturn.wait()
        log.append("root returns")
      }
      began.wait()
      try other.submit(to: .work) { _ in log.append("other") }
      try other.terminate(wait: true)
      log.append("ended")
      mayReturn.open()
      try root.terminate(wait: true)
    }
    #expect(log.entries == ["other", "ended", "root returns"])
  }
}
