import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.6 of the model.
@Suite(.timeLimit(.minutes(1))) struct CompositeTests {
  let clock = ManualClock()
  let root: TaskQueue
  let ran = Log<String>()

  init() { root = TaskQueue(work: .manual, completion: .manual, clock: clock) }

  func composite() -> TaskQueue {
    TaskQueue(work: root.port(.work), completion: root.port(.completion))
  }

  // Q3, Q52, Q54
  @Test func `a composite of a composite has the ports of the root`() {
    let inner = TaskQueue(work: composite().port(.completion), completion: root.port(.completion))
    #expect(inner.port(.work) === root.port(.completion))
  }

  // 1.3, Q43, Q53
  @Test func `a port starts callbacks in order, whatever queue they come through`() throws {
    let other = composite()
    for number in 1...4 {
      try (number % 2 == 0 ? root : other).submit(to: .work) { ran.append("\(number)") }
    }
    root.dispatchAll(.work)
    #expect(ran.entries == ["1", "2", "3", "4"])
  }

  // Q40, Q55
  @Test func `a composite that terminates cancels what came through it and nothing else`() throws {
    let other = composite()
    try root.submit(to: .work) { self.ran.append("root, cancelled: \($0)") }
    try other.submit(to: .work) { self.ran.append("composite, cancelled: \($0)") }
    try root.submit(to: .work, after: .seconds(1)) { self.ran.append("later, cancelled: \($0)") }
    try other.submit(to: .work, after: .seconds(1)) { self.ran.append("never, cancelled: \($0)") }
    try other.terminate { self.ran.append("ended") }
    root.dispatchAll(.work)
    root.dispatchAll(.completion)
    #expect(
      ran.entries == [
        "root, cancelled: false", "composite, cancelled: true", "never, cancelled: true", "ended",
      ])
    clock.advance(by: .seconds(1))
    root.dispatchAll(.work)
    #expect(ran.entries.last == "later, cancelled: false")
  }

  // Q59
  @Test func `an empty composite ends though its port is busy`() throws {
    let other = composite()
    try root.submit(to: .work) { self.ran.append("root") }
    try other.terminate { self.ran.append("ended") }
    // Told before what is ready is run: it waits for nothing that is not its own.
    root.dispatch(.work)
    root.dispatch(.completion)
    #expect(ran.entries.contains("ended"))
  }

  // Q54, Q56
  @Test func `a root that terminates leaves its composites alive, also without handles`() throws {
    var root: TaskQueue? = TaskQueue(work: .manual, completion: .manual, clock: clock)
    let other = TaskQueue(work: root!.port(.work), completion: root!.port(.completion))
    try root?.terminate()
    root?.dispatch(.work)
    root?.dispatch(.completion)
    root = nil
    try other.submit(to: .work) { self.ran.append("cancelled: \($0)") }
    #expect(other.dispatch(.work))
    #expect(ran.entries == ["cancelled: false"])
  }

  // Q57
  @Test func `closing a composite does not touch what waits on the root`() throws {
    var other: TaskQueue? = composite()
    try root.submit(to: .work, after: .seconds(2)) { self.ran.append("root") }
    try other?.submit(to: .work, after: .seconds(1)) { self.ran.append("composite: \($0)") }
    other = nil
    root.dispatchAll(.work)
    #expect(ran.entries == [])
    clock.advance(by: .seconds(1))
    root.dispatchAll(.work)
    #expect(ran.entries == ["composite: false"])
    clock.advance(by: .seconds(1))
    root.dispatchAll(.work)
    #expect(ran.entries == ["composite: false", "root"])
  }

  // Q52, Q80
  @Test func `one port twice ends in two steps on the same port`() throws {
    let other = TaskQueue(work: root.port(.work), completion: root.port(.work))
    try other.submit(to: .completion) { self.ran.append("completion: \($0)") }
    try other.submit(to: .work) { self.ran.append("work: \($0)") }
    try other.terminate { self.ran.append("ended") }
    root.dispatchAll(.work)
    #expect(ran.entries == ["completion: true", "work: true", "ended"])
  }

  /// waiter on the root              this thread
  ///   waits without end
  ///                                 a composite terminates
  ///   delivers it, waits on
  ///                                 submits
  ///   runs it, returns
  // Q47, Q55
  @Test func `a thread that waits on the root is not let go of by a composite's end`() async throws
  {
    let root = root
    let ran = ran
    let answer = try await onThread {
      let other = TaskQueue(
        work: root.port(.work), completion: .init(mode: .immediate, environment: .system))
      let answer = Log<Bool>()
      let waiter = SystemThread(name: "waiter") {
        answer.append(root.dispatch(.work, timeout: nil))
      }
      try other.terminate { ran.append("ended") }
      ran.wait(forCount: 1)
      try root.submit(to: .work) { ran.append("root") }
      waiter.join()
      return answer.entries
    }
    #expect(answer == [true])
    #expect(ran.entries == ["ended", "root"])
  }

  // Q60
  @Test func `composites come and go from inside a monitor of their port`() throws {
    let root = root
    let token = root.registerMonitor { [unowned root] _ in
      _ = TaskQueue(work: root.port(.work), completion: root.port(.completion))
    }
    try root.submit(to: .completion) {}
    root.unregisterMonitor(token)
    root.dispatchAll(.work)
    root.dispatchAll(.completion)
    #expect(root.isEmpty(.completion))
  }

  // Q56, Q92
  @Test func `many composites end from many threads, each once, while the root runs on`()
    async throws
  {
    let (ended, called) = try await onThread {
      let root = TaskQueue(work: .threadPool, completion: .serializedThreadPool)
      let ended = Log<Int>()
      let called = Log<Bool>()
      inParallel(16) { thread in
        for _ in 0..<25 {
          let queue = TaskQueue(work: root.port(.work), completion: root.port(.completion))
          for number in 0..<10 {
            let port: PortRole = number % 2 == 0 ? .work : .completion
            try! queue.submit(to: port, after: number == 3 ? .seconds(60) : .zero) {
              called.append($0)
            }
          }
          try! queue.terminate(wait: true) { ended.append(thread) }
        }
      }
      try root.terminate(wait: true)
      return (ended.entries.count, called.entries.count)
    }
    #expect(ended == 16 * 25)
    #expect(called == 16 * 25 * 10)
  }
}
