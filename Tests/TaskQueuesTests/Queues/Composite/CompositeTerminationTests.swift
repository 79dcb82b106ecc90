import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.6 of the model, Q40, Q47 and Q53–Q59: each queue on a port ends by itself.
@Suite(.patience) struct CompositeTerminationTests {
  let clock = ManualClock()
  let root: TaskQueue
  let ran = Log<String>()

  init() { root = TaskQueue(work: .manual, completion: .manual, clock: clock) }

  func composite() -> TaskQueue {
    TaskQueue(work: root.port(.work), completion: root.port(.completion))
  }

  // 1.6, Q40, Q55
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

  // 1.4, Q53
  @Test func `a suspension of its termination is the queue's own`() throws {
    let other = composite()
    try other.suspendTermination()
    for (name, queue) in [("root", root), ("other", other)] {
      try queue.terminate { self.ran.append(name) }
    }
    for port in PortRole.allCases { root.dispatchAll(port) }
    #expect(ran.entries == ["root"])
    other.resumeTermination()
    for port in PortRole.allCases { other.dispatchAll(port) }
    #expect(ran.entries == ["root", "other"])
  }

  //   dispatcher              test
  //   root's callback begins
  //     waits                 a composite terminates, and ends
  //     returns
  // Q59
  @Test func `a composite ends while a callback of the root runs on its port`() async throws {
    try await onThread {
      let other = composite()
      let (began, mayReturn) = (Gate(), Gate())
      try root.submit(to: .work) {
        began.open()
        mayReturn.wait()
        ran.append("root returns")
      }
      let dispatcher = SystemThread(name: "dispatcher") { root.dispatch(.work) }
      began.wait()
      try other.terminate { ran.append("ended") }
      for port in PortRole.allCases { other.dispatchAll(port) }
      mayReturn.open()
      dispatcher.join()
    }
    #expect(ran.entries == ["ended", "root returns"])
  }

  /// Each thread ends a queue on the same ports; one of them is the root.
  // Q56, Q92
  @Test(arguments: DispatchMode.allCases)
  func `queues on the same ports end in any order, each once`(mode: DispatchMode) async throws {
    let ended = Log<Int>()
    try await onThread {
      for round in 0..<20 {
        let root = TaskQueue(work: mode, completion: mode, environment: .own)
        let queues = (0..<6).map { index in
          index == round % 6
            ? root : TaskQueue(work: root.port(.work), completion: root.port(.completion))
        }
        let dispatchers = queues.map { Dispatchers(of: $0, work: mode, completion: mode) }
        inParallel(6) { index in
          for port in PortRole.allCases { try! queues[index].submit(to: port) { _ in } }
          try! queues[index].terminate(wait: true) { ended.append(index) }
        }
        for dispatcher in dispatchers { dispatcher.join() }
      }
    }
    #expect(ended.entries.sorted() == (0..<6).flatMap { Array(repeating: $0, count: 20) })
  }

  // Q93
  @Test func `a queue may be made on the ports of one that has ended`() throws {
    try root.terminate()
    for port in PortRole.allCases { root.dispatchAll(port) }
    let other = composite()
    try other.submit(to: .work) { self.ran.append("cancelled: \($0)") }
    #expect(other.dispatch(.work))
    #expect(ran.entries == ["cancelled: false"])
  }
}
