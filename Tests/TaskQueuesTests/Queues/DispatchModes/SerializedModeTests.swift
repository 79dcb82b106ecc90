import Synchronization
import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.2 of the model, Q19–Q21: ports that the pool dispatches one callback at a time.
@Suite(.patience) struct SerializedModeTests {
  // Q19
  @Test func `callbacks run in order`() throws {
    let threads = SteppedThreads()
    let queue = serializedQueue(threads)
    let ran = Log<Int>()
    for number in 1...5 { try queue.submit(to: .work) { ran.append(number) } }
    threads.runUntilIdle()
    #expect(ran.entries == [1, 2, 3, 4, 5])
  }

  //   pool                 user thread
  //   first begins
  //     waits              dispatch: false, second is ready but not its turn
  //     returns
  //   second
  // Q20
  @Test func `a thread that dispatches by hand does not overlap with the pool`() async throws {
    try await onThread {
      let queue = TaskQueue(
        work: .serializedThreadPool, completion: .immediate, environment: .own)
      let began = Gate()
      let mayReturn = Gate()
      let ran = Log<String>()
      try queue.submit(to: .work) {
        began.open()
        mayReturn.wait()
        ran.append("first")
      }
      try queue.submit(to: .work) { ran.append("second") }
      began.wait()
      #expect(!queue.dispatch(.work))
      mayReturn.open()
      ran.wait(forCount: 2)
      #expect(ran.entries == ["first", "second"])
    }
  }

  //   user thread          pool
  //   dispatch: first
  //     submits second     finds the slot taken and leaves
  //     returns            is asked again: second
  // Q20, Q21
  @Test func `what is submitted while a thread dispatches by hand is handed to the pool`() throws {
    let threads = SteppedThreads()
    let queue = serializedQueue(threads)
    let ran = Log<String>()
    try queue.submit(to: .work) {
      ran.append("first begins")
      try! queue.submit(to: .work) { ran.append("second") }
      threads.runUntilIdle()
      ran.append("first returns")
    }
    queue.dispatch(.work)
    threads.runUntilIdle()
    #expect(ran.entries == ["first begins", "first returns", "second"])
  }

  // Q20, Q50
  @Test func `a dispatch from inside a callback finds the port busy`() throws {
    let threads = SteppedThreads()
    let queue = serializedQueue(threads)
    let nested = Log<Bool>()
    try queue.submit(to: .work) { nested.append(queue.dispatch(.work)) }
    try queue.submit(to: .work) {}
    #expect(queue.dispatch(.work))
    #expect(nested.entries == [false])
    threads.runUntilIdle()
  }

  // Q19, Q20
  @Test func `callbacks never overlap, whoever dispatches`() async throws {
    var random = SeededRandom.forStress()
    let pauses = (0..<4).map { _ in (0..<2_000).map { _ in Int.random(in: 0..<64, using: &random) }
    }
    let (ran, overlaps) = try await onThread {
      let queue = TaskQueue(work: .serializedThreadPool, completion: .immediate, environment: .own)
      let inside = Atomic(0)
      let overlaps = Atomic(0)
      let ran = Atomic(0)
      inParallel(4) { index in
        for pause in pauses[index] {
          try! queue.submit(to: .work) { _ in
            if inside.add(1, ordering: .relaxed).oldValue != 0 {
              overlaps.add(1, ordering: .relaxed)
            }
            for _ in 0..<pause { ran.add(0, ordering: .relaxed) }
            ran.add(1, ordering: .relaxed)
            inside.subtract(1, ordering: .relaxed)
          }
          if pause % 3 == 0 { queue.dispatch(.work) }
          if pause % 7 == 0 { queue.dispatch(.work, timeout: .microseconds(pause)) }
        }
      }
      try queue.terminate(wait: true)
      return (ran.load(ordering: .relaxed), overlaps.load(ordering: .relaxed))
    }
    #expect(overlaps == 0)
    #expect(ran == 8_000)
  }

  /// Each callback is submitted when the one before is about to return: the moment in which a port
  /// that looks empty gives up its thread.
  // Q21
  @Test func `a callback submitted as the port runs dry is not stranded`() async throws {
    try await onThread {
      let queue = TaskQueue(work: .serializedThreadPool, completion: .immediate, environment: .own)
      let ran = Log<Int>()
      for number in 1...20_000 {
        try queue.submit(to: .work) { ran.append(number) }
        ran.wait(forCount: number)
      }
      #expect(ran.entries.count == 20_000)
    }
  }

  //   pool                 user thread
  //   first begins
  //     waits              dispatch, waits for its turn
  //     returns            second
  // Q20
  @Test func `a thread that dispatches by hand and may wait gets its turn`() async throws {
    try await onThread {
      let threads = SteppedThreads()
      let queue = serializedQueue(threads)
      let (began, mayReturn) = (Gate(), Gate())
      let ran = Log<String>()
      try queue.submit(to: .work) {
        began.open()
        mayReturn.wait()
        ran.append("first")
      }
      let pool = SystemThread(name: "pool") { threads.step() }
      began.wait()
      try queue.submit(to: .work) { ran.append("second") }
      let user = SystemThread(name: "user") { queue.dispatch(.work, timeout: nil) }
      mayReturn.open()
      user.join()
      pool.join()
      #expect(ran.entries == ["first", "second"])
    }
  }

  /// More than one ring holds.
  // Q21
  @Test(arguments: [17, 100])
  func `none of many callbacks is stranded, whoever dispatches`(count: Int) throws {
    let threads = SteppedThreads()
    let queue = serializedQueue(threads)
    let ran = Log<Int>()
    for number in 1...count { try queue.submit(to: .work) { ran.append(number) } }
    for _ in 1...count { #expect(queue.dispatch(.work)) }
    #expect(ran.entries == Array(1...count))
    threads.runUntilIdle()
  }

  private func serializedQueue(_ threads: SteppedThreads) -> TaskQueue {
    TaskQueue(
      work: .serializedThreadPool, completion: .serializedThreadPool,
      environment: threads.environment())
  }
}
