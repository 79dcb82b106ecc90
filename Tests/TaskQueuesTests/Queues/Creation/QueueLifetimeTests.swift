import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.1 of the model, Q8: what keeps a queue whose handles are gone, and what does not.
@Suite(.patience) struct QueueLifetimeTests {
  let threads = SteppedThreads()

  /// A queue on the stepped pool that is known here no more once `use` has returned.
  private func forgotten(_ use: (TaskQueue) throws -> Void) rethrows -> Weak {
    let queue = TaskQueue(
      work: .threadPool, completion: .threadPool, environment: threads.environment())
    try use(queue)
    return Weak(queue.core)
  }

  // Q8
  @Test(arguments: PortRole.allCases)
  func `a callback that waits keeps its queue until it has run`(port: PortRole) throws {
    let queue = try forgotten { try $0.submit(to: port) {} }
    #expect(queue.core != nil)
    threads.runUntilIdle()
    #expect(queue.core == nil)
  }

  // Q8
  @Test func `a termination that is under way keeps its queue until it is told`() throws {
    let log = Log<String>()
    let queue = try forgotten { try $0.terminate { log.append("terminated") } }
    #expect(queue.core != nil)
    threads.runUntilIdle()
    #expect(log.entries == ["terminated"])
    #expect(queue.core == nil)
  }

  // Q8
  @Test func `an async call keeps its queue until it is complete`() throws {
    let log = Log<Int>()
    let queue = try forgotten { queue in
      try queue.run({ _ in 7 }, completion: { log.append((try? $0.get()) ?? 0) })
    }
    #expect(queue.core != nil)
    threads.runUntilIdle()
    #expect(log.entries == [7])
    #expect(queue.core == nil)
  }

  // Q8
  @Test func `a monitor keeps no queue, and is let go of with it`() {
    let log = Log<String>()
    let queue = forgotten { queue in
      let canary = Canary { log.append("released") }
      _ = queue.registerMonitor { _ in canary.sing() }
    }
    #expect(queue.core == nil)
    #expect(log.entries == ["released"])
  }

  // 1.7
  @Test func `a port outlives its queue, and takes another`() throws {
    let log = Log<String>()
    let port: Port
    do {
      let queue = TaskQueue(work: .manual, completion: .manual)
      port = queue.port(.work)
      try queue.submit(to: .work) { log.append("first, cancelled: \($0)") }
    }
    let queue = TaskQueue(work: port, completion: port)
    try queue.submit(to: .work) { log.append("second, cancelled: \($0)") }
    queue.dispatchAll(.work)
    #expect(log.entries == ["first, cancelled: true", "second, cancelled: false"])
  }

  // Q8, Q54
  @Test func `what came through a queue that has gone runs where another dispatches its port`()
    throws
  {
    let log = Log<String>()
    var root: TaskQueue? = TaskQueue(work: .manual, completion: .manual)
    let queue = Weak(root!.core)
    let composite = TaskQueue(work: root!.port(.work), completion: root!.port(.completion))
    try root?.submit(to: .work) { log.append("cancelled: \($0)") }
    root = nil
    #expect(log.entries == [])
    #expect(composite.dispatch(.work))
    #expect(log.entries == ["cancelled: false"])
    #expect(queue.core == nil)
  }
}

/// Whether a queue is still there.
private struct Weak {
  weak var core: QueueCore?

  init(_ core: QueueCore) { self.core = core }
}
