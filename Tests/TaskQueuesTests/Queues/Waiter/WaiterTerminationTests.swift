import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.7 of the model, Q65, Q66 and Q68: the end of a waiter with its queue.
@Suite(.patience) struct WaiterTerminationTests {
  let log = Log<String>()
  let queue = TaskQueue(work: .manual, completion: .manual)

  // Q65
  @Test(arguments: DispatchMode.allCases, PortRole.allCases)
  func `termination gives every waiter one cancelled callback`(mode: DispatchMode, port: PortRole)
    async throws
  {
    let log = log
    try await onThread {
      let queue = TaskQueue(work: mode, completion: mode, environment: .own)
      let dispatchers = Dispatchers(of: queue, work: mode, completion: mode)
      let signals = (1...3).map { _ in Signal() }
      for signal in signals {
        _ = try queue.registerWaiter(on: port, descriptor: signal.descriptor, kind: .consuming) {
          log.append("cancelled \($0)")
        }
      }
      try queue.terminate(wait: true) { log.append("terminated") }
      dispatchers.join()
    }
    #expect(log.entries == Array(repeating: "cancelled true", count: 3) + ["terminated"])
  }

  // Q65
  @Test func `a callback that was submitted before the termination is the cancelled one`()
    async throws
  {
    try await onThread {
      let signal = Signal()
      _ = try queue.registerWaiter(on: .work, descriptor: signal.descriptor, kind: .level) {
        [log] in log.append("cancelled \($0)")
      }
      signal.send()
      try queue.fence()
      try queue.terminate()
      queue.dispatchAll(.work)
      queue.dispatchAll(.completion)
      #expect(log.entries == ["cancelled true"])
    }
  }

  // Q65
  @Test func `a callback that terminates its queue is followed by a cancelled one`() async throws {
    try await onThread {
      let signal = Signal()
      _ = try queue.registerWaiter(on: .work, descriptor: signal.descriptor, kind: .level) {
        [log, queue] in
        log.append("cancelled \($0)")
        if !$0 { try! queue.terminate { log.append("terminated") } }
      }
      signal.send()
      queue.dispatch(.work, timeout: nil)
      while queue.dispatch(.work) || queue.dispatch(.completion) {}
      queue.dispatch(.completion)
      #expect(log.entries == ["cancelled false", "cancelled true", "terminated"])
    }
  }

  // Q65
  @Test func `a waiter of the completion port outlives the last handle of a terminating queue`()
    throws
  {
    let signal = Signal()
    do {
      let queue = TaskQueue(work: .manual, completion: .manual)
      _ = try queue.registerWaiter(
        on: .completion, descriptor: signal.descriptor, kind: .level
      ) { [log] in log.append("cancelled \($0)") }
      try queue.terminate { [log] in log.append("terminated") }
    }
    #expect(log.entries == ["cancelled true", "terminated"])
  }

  // Q65, Q68
  @Test func `waiters of other queues do not notice a termination`() async throws {
    try await onThread {
      let other = TaskQueue(work: .manual, completion: .manual)
      let signal = Signal()
      for owner in [other, queue] {
        _ = try owner.registerWaiter(on: .work, descriptor: signal.descriptor, kind: .level) {
          [log] in log.append("\(owner === other ? "other" : "queue") \($0)")
        }
      }
      try other.terminate()
      other.dispatchAll(.work)
      signal.send()
      queue.dispatch(.work, timeout: nil)
      #expect(log.entries == ["other true", "queue false"])
      try queue.terminate()
      queue.dispatchAll(.work)
    }
  }

  // Q8, Q66
  @Test(arguments: DispatchMode.allCases)
  func `a waiter holds no queue and vanishes with it`(mode: DispatchMode) throws {
    weak var core: QueueCore?
    let signal = Signal()
    do {
      let queue = TaskQueue(work: mode, completion: mode)
      core = queue.core
      let canary = Canary { [log] in log.append("released") }
      _ = try queue.registerWaiter(on: .work, descriptor: signal.descriptor, kind: .level) {
        [log] _ in
        canary.sing()
        log.append("called")
      }
    }
    #expect(log.entries == ["released"])
    #expect(core == nil)
  }

  /// A process of its own: one that is started at the same time has all descriptors for a moment.
  // Q66
  @Test func `a waiter that has vanished has closed its descriptor`() async {
    await #expect(processExitsWith: .success) {
      for mode in DispatchMode.allCases {
        let pipe = Pipe()
        do {
          let queue = TaskQueue(work: mode, completion: mode)
          _ = try queue.registerWaiter(on: .work, descriptor: pipe.reading, kind: .level) { _ in }
        }
        pipe.closeReading()
        precondition(pipe.hasNoReader)
      }
    }
  }

  // Q55, Q65, Q68
  @Test func `the end of a queue leaves the waiters of others on its ports as they are`()
    async throws
  {
    try await onThread {
      let other = TaskQueue(work: queue.port(.work), completion: queue.port(.completion))
      let signal = Signal()
      let tokens = try [other, queue].map { owner in
        try owner.registerWaiter(on: .work, descriptor: signal.descriptor, kind: .consuming) {
          [log] in log.append("\(owner === other ? "other" : "queue") \($0)")
        }
      }
      try other.terminate()
      #expect(queue.dispatchAll(.work) == 1)
      for _ in 1...2 {
        signal.send()
        queue.dispatch(.work, timeout: nil)
      }
      queue.unregisterWaiter(tokens[1])
      signal.send()
      try queue.fence()
      #expect(queue.isEmpty(.work))
    }
    #expect(log.entries == ["other true", "queue false", "queue false"])
  }
}
