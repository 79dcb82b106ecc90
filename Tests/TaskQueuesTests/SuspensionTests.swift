import TestSupport
import Testing

@testable import TaskQueues

@Suite(.timeLimit(.minutes(1))) struct TerminationSuspensionTests {
  let queue = TaskQueue(work: .manual, completion: .manual)
  let told = Log<String>()

  @Test func `a suspended termination cancels and refuses, and ends when the last is taken back`()
    throws
  {
    try queue.suspendTermination()
    try queue.suspendTermination()
    try queue.submit(to: .work) { told.append("cancelled: \($0)") }
    try queue.terminate { self.told.append("ended") }
    for port in PortRole.allCases { queue.dispatchAll(port) }
    #expect(throws: TaskQueueError.terminated) { try queue.submit(to: .work) {} }
    #expect(told.entries == ["cancelled: true"])
    queue.resumeTermination()
    for port in PortRole.allCases { queue.dispatchAll(port) }
    #expect(told.entries == ["cancelled: true"])
    queue.resumeTermination()
    for port in PortRole.allCases { queue.dispatchAll(port) }
    #expect(told.entries == ["cancelled: true", "ended"])
  }

  @Test func `a suspension is no callback: the port is empty`() throws {
    try queue.suspendTermination()
    #expect(queue.isEmpty(.work))
    queue.resumeTermination()
    #expect(queue.isEmpty(.work))
  }

  @Test func `a queue that has begun to end cannot be suspended`() throws {
    try queue.terminate()
    #expect(throws: TaskQueueError.terminated) { try queue.suspendTermination() }
    for port in PortRole.allCases { queue.dispatchAll(port) }
    #expect(queue.isTerminated(.completion))
  }
}

/// What concerns the whole process is tried in one of its own.
@Suite(.timeLimit(.minutes(1))) struct ProcessTests {
  @Test func `suspending stops all queues, and resuming runs and tells everything once`() async {
    await #expect(processExitsWith: .success) {
      let clock = ManualClock()
      let queue = TaskQueue(work: .manual, completion: .immediate, clock: clock)
      let log = Log<String>()
      _ = queue.registerMonitor { _ in log.append("told") }
      TaskQueue.suspendAll()
      for number in 1...2 { try queue.submit(to: .work) { log.append("\(number)") } }
      try queue.submit(to: .work, after: .seconds(1)) { log.append("late") }
      clock.advance(by: .seconds(1))
      precondition(!queue.dispatch(.work) && log.entries == [])
      try queue.submit(to: .completion) { log.append("immediate") }
      precondition(log.entries == ["told", "immediate"])
      TaskQueue.resumeAll()
      precondition(log.entries.filter { $0 == "told" }.count == 4)
      precondition(queue.dispatchAll(.work) == 3)
      precondition(log.entries.suffix(3) == ["1", "2", "late"])
    }
  }

  @Test func `queues of the pool go on after a suspension`() async {
    await #expect(processExitsWith: .success) {
      let ran = Log<Int>()
      let queues = [DispatchMode.threadPool, .serializedThreadPool].map {
        TaskQueue(work: $0, completion: .manual)
      }
      TaskQueue.suspendAll()
      for queue in queues {
        for number in 1...10 { try queue.submit(to: .work) { ran.append(number) } }
      }
      let created = TaskQueue(work: .manual, completion: .manual)
      try created.submit(to: .work) {}
      precondition(!created.dispatch(.work))
      TaskQueue.resumeAll()
      ran.wait(forCount: 20)
      precondition(created.dispatch(.work))
    }
  }

  @Test func `the process queue is made once, may be replaced, and disabled`() async {
    await #expect(processExitsWith: .success) {
      let first = TaskQueue.process
      precondition(first != nil && TaskQueue.process === first)
      precondition(first?.port(.work).mode == .threadPool)
      let own = TaskQueue(work: .manual, completion: .manual)
      TaskQueue.process = own
      precondition(TaskQueue.process === own)
      TaskQueue.process = nil
      precondition(TaskQueue.process == nil)
      _ = TaskQueue.uninitialize()
      precondition(TaskQueue.process != nil && TaskQueue.process !== first)
    }
  }

  @Test func `the end says by name what is still alive`() async {
    await #expect(processExitsWith: .success) {
      let done = Log<Int>()
      try TaskQueue.process?.submit(to: .work) { done.append(1) }
      done.wait(forCount: 1)
      var queue: TaskQueue? = TaskQueue(name: "levels", work: .manual, completion: .manual)
      try queue?.submit(to: .work) {}
      let alive = TaskQueue.uninitialize(timeout: .milliseconds(20))
      precondition(
        alive == [
          "queue \"levels\" (open): work active, 1 outstanding; completion active, 0 outstanding"
        ])
      queue = nil
      precondition(TaskQueue.uninitialize(timeout: .seconds(5)) == [])
    }
  }
}

@Suite struct TimeSensitiveThreadTests {
  @Test func `a marked thread is told of calls that may take long, which are made all the same`()
    async throws
  {
    let calls = try await onThread {
      let calls = Log<String>()
      TimeSensitiveThread.onViolation = .call { calls.append($0) }
      defer { TimeSensitiveThread.onViolation = .log }
      precondition(!TimeSensitiveThread.isCurrent)
      TimeSensitiveThread.isCurrent = true
      let queue = TaskQueue(work: .manual, completion: .manual)
      try queue.submit(to: .work) {}
      queue.dispatch(.work)
      try queue.terminate()
      TimeSensitiveThread.isCurrent = false
      queue.dispatch(.work)
      queue.dispatch(.completion)
      precondition(queue.isTerminated(.completion))
      return calls.entries
    }
    #expect(calls == ["terminate(wait:_:)"])
  }
}
