import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.1 of the model, Q8–Q11: what becomes of a queue when nobody outside of it knows it any more.
@Suite(.patience) struct LastHandleTests {
  // Q10
  @Test(arguments: PortRole.allCases)
  func `closing the last handle cancels what waits on a manual port`(port: PortRole) throws {
    let log = Log<String>()
    do {
      let queue = TaskQueue(work: .manual, completion: .manual, clock: ManualClock())
      try queue.submit(to: port, after: .seconds(2)) { log.append("late cancelled \($0)") }
      try queue.submit(to: port, after: .seconds(1)) { log.append("soon cancelled \($0)") }
      try queue.submit(to: port) { log.append("ready cancelled \($0)") }
    }
    #expect(
      log.entries == ["ready cancelled true", "soon cancelled true", "late cancelled true"])
  }

  // Q10, Q12
  @Test func `a queue is opened again as long as it has a handle, and never after`() throws {
    let log = Log<Bool>()
    var first: TaskQueue? = TaskQueue(work: .manual, completion: .manual)
    let core = try #require(first).unopened
    var second = TaskQueue(opening: core)
    try second?.submit(to: .work) { log.append($0) }
    first = nil
    #expect(log.entries == [])
    #expect(TaskQueue(opening: core)?.isEmpty(.work) == false)
    second = nil
    #expect(log.entries == [true])
    #expect(TaskQueue(opening: core) == nil)
  }

  // Q9
  @Test(arguments: DispatchMode.automatic)
  func `closing the last handle lets an automatic port run on`(mode: DispatchMode) throws {
    let threads = SteppedThreads()
    let log = Log<Bool>()
    do {
      let queue = TaskQueue(
        work: mode, completion: mode,
        environment: threads.environment())
      try queue.submit(to: .work) { log.append($0) }
    }
    #expect(log.entries == [])
    threads.runUntilIdle()
    #expect(log.entries == [false])
  }

  // Q8, Q38
  @Test func `a delayed callback keeps an automatic queue until it has run`() throws {
    let threads = SteppedThreads()
    let clock = ManualClock()
    let log = Log<Bool>()
    weak var core: QueueCore?
    do {
      let queue = TaskQueue(
        work: .threadPool, completion: .threadPool,
        environment: threads.environment(clock: clock))
      core = queue.core
      try queue.submit(to: .work, after: .seconds(1)) { log.append($0) }
    }
    #expect(core != nil)
    clock.advance(by: .seconds(1))
    threads.runUntilIdle()
    #expect(log.entries == [false])
    #expect(core == nil)
  }

  // Q8
  @Test(arguments: [DispatchMode.manual, .immediate])
  func `nothing of a queue is alive after its last handle`(mode: DispatchMode) throws {
    weak var core: QueueCore?
    weak var port: Port?
    do {
      let queue = TaskQueue(work: mode, completion: mode, clock: ManualClock())
      core = queue.core
      port = queue.core.workPort
      try queue.submit(to: .work) {}
      try queue.submit(to: .completion) {}
      queue.dispatchAll(.work)
    }
    #expect(core == nil)
    #expect(port == nil)
  }

  // Q11
  @Test(arguments: DispatchMode.allCases)
  func `the last handle may be closed inside a callback of its queue`(mode: DispatchMode)
    async throws
  {
    try await onThread {
      let log = Log<String>()
      let holder = Holder(TaskQueue(work: mode, completion: mode))
      let closed = Canary { log.append("released") }
      try holder.queue?.submit(to: .work) {
        holder.close()
        closed.sing()
      }
      _ = consume closed
      if mode == .manual { holder.queue?.dispatch(.work) }
      log.wait(forCount: 1)
      #expect(holder.queue == nil)
    }
  }

  // Q11, Q86
  @Test(arguments: DispatchMode.allCases)
  func `the last handle may be closed inside the termination callback`(mode: DispatchMode)
    async throws
  {
    try await onThread {
      let log = Log<String>()
      let holder = Holder(TaskQueue(work: mode, completion: mode))
      let closed = Canary { log.append("released") }
      try holder.queue?.terminate {
        holder.close()
        closed.sing()
      }
      _ = consume closed
      if mode == .manual { for port in PortRole.allCases { holder.queue?.dispatch(port) } }
      log.wait(forCount: 1)
      #expect(holder.queue == nil)
    }
  }

  // Q10
  @Test func `a termination that waits for nobody is delivered when the last handle closes`() throws
  {
    let log = Log<String>()
    do {
      let queue = TaskQueue(work: .manual, completion: .manual)
      try queue.submit(to: .work) { log.append("work cancelled \($0)") }
      try queue.submit(to: .completion) { log.append("completion cancelled \($0)") }
      try queue.terminate { log.append("terminated") }
    }
    #expect(log.entries == ["work cancelled true", "completion cancelled true", "terminated"])
  }

  // Q10, Q85
  @Test
  func `what the last callback held is let go of before the last handle's termination is told`()
    throws
  {
    let log = Log<String>()
    do {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let canary = Canary { log.append("released") }
      try queue.submit(to: .completion) { _ in canary.sing() }
      _ = consume canary
      try queue.terminate { log.append("terminated") }
    }
    #expect(log.entries == ["released", "terminated"])
  }

  // Q8, Q10
  @Test func `a termination that only the pool still serves is delivered where it ends`() throws {
    let log = Log<String>()
    let threads = SteppedThreads()
    weak var core: QueueCore?
    do {
      let queue = TaskQueue(
        work: .threadPool, completion: .manual,
        environment: threads.environment())
      core = queue.core
      try queue.submit(to: .work) { log.append("work cancelled \($0)") }
      try queue.terminate { log.append("terminated") }
    }
    threads.runUntilIdle()
    #expect(log.entries == ["work cancelled true", "terminated"])
    #expect(core == nil)
  }
}
