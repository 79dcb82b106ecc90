import TestSupport
import Testing

@testable import TaskQueues

@Suite(.patience) struct ThreadPoolTests {
  let threads = SteppedThreads()
  let clock = ManualClock()
  let environment: Environment
  let kept = max(2, Environment.processorCount)

  init() { environment = threads.environment(clock: clock) }

  @Test func `a thread is started when there is work for it`() throws {
    let queue = TaskQueue(work: .threadPool, completion: .manual, environment: environment)
    #expect(threads.count == 0)
    try queue.submit(to: .work) {}
    #expect(threads.count == 1)
  }

  @Test func `a thread that is on its way is enough for all that a port has`() throws {
    let queue = TaskQueue(work: .threadPool, completion: .manual, environment: environment)
    for _ in 1...100 { try queue.submit(to: .work) {} }
    #expect(threads.count == 1)
    threads.runUntilIdle()
    #expect(queue.isEmpty(.work))
  }

  // Q16
  @Test
  func `queues of one environment share its threads: one for each processor, but two at least`()
    throws
  {
    let queues = (1...10).map { _ in
      TaskQueue(work: .threadPool, completion: .serializedThreadPool, environment: environment)
    }
    for queue in queues { for port in PortRole.allCases { try queue.submit(to: port) {} } }
    #expect(threads.count == kept)
    threads.runUntilIdle()
    #expect(queues.allSatisfy { $0.isEmpty(.work) && $0.isEmpty(.completion) })
  }

  @Test func `a serialized port that never runs dry lets others have the thread`() throws {
    let busy = TaskQueue(work: .serializedThreadPool, completion: .manual, environment: environment)
    let other = TaskQueue(work: .threadPool, completion: .manual, environment: environment)
    let turns = Log<String>()
    @Sendable func again() {
      turns.append("busy")
      if turns.entries.count < 100 { try! busy.submit(to: .work, again) }
    }
    try busy.submit(to: .work, again)
    try other.submit(to: .work) { turns.append("other") }
    for _ in 1...2 { threads.step() }
    #expect(turns.entries == ["busy", "other"])
    try busy.terminate()
    threads.runUntilIdle()
  }

  // MARK: Growing. The threads of these tests take nothing until they are stepped, as if they all were
  // inside callbacks that block.

  // Q18
  @Test func `a thread is added for each time span in which something waits and nothing is taken`()
    throws
  {
    let queues = try waiting(10)
    clock.advance(by: PoolCore.patience - .nanoseconds(1))
    #expect(threads.count == kept)
    clock.advance(by: .nanoseconds(1))
    #expect(threads.count == kept + 1)
    clock.advance(by: PoolCore.patience * 2)
    #expect(threads.count == kept + 3)
    threads.runUntilIdle()
    #expect(queues.allSatisfy { $0.isEmpty(.work) })
  }

  @Test func `no thread is added where one takes something now and then`() throws {
    let queues = try waiting(kept + 5)
    for _ in 1...4 {
      threads.step()
      clock.advance(by: PoolCore.patience)
    }
    #expect(threads.count == kept)
    threads.runUntilIdle()
    withExtendedLifetime(queues) {}
  }

  @Test func `no thread is added where nothing waits`() throws {
    let queues = try waiting(kept + 1)
    threads.runUntilIdle()
    clock.advance(by: .seconds(1))
    #expect(threads.count == kept)
    withExtendedLifetime(queues) {}
  }

  // Q18
  @Test func `no more threads are added than the most`() throws {
    let queues = try waiting(100)
    clock.advance(by: PoolCore.patience * 1000)
    #expect(threads.count == PoolCore.most)
    threads.runUntilIdle()
    #expect(queues.allSatisfy { $0.isEmpty(.work) })
  }

  @Test func `threads beyond those that are kept end when they find nothing to do`() throws {
    let queues = try waiting(10)
    clock.advance(by: PoolCore.patience * 3)
    threads.runUntilIdle()
    let ends = (0..<threads.count).filter { threads.step($0) == .finished }
    #expect(ends.count == 3)
    withExtendedLifetime(queues) {}
  }

  @Test func `a pool that has shrunk grows again`() throws {
    for round in 1...3 {
      let queues = try waiting(kept + 1)
      clock.advance(by: PoolCore.patience)
      #expect(threads.count == kept + round)
      threads.runUntilIdle()
      // The alarm rings once more and finds that nothing waits.
      clock.advance(by: PoolCore.patience)
      withExtendedLifetime(queues) {}
    }
  }

  /// Every callback blocks until all are there. The alarm may still be set from when the one before was
  /// taken: then it takes twice the patience until it is clear that nothing is taken.
  // Q18
  @Test func `callbacks that wait for each other all run`() async throws {
    try await onThread { [kept] in
      let clock = ManualClock()
      let queue = TaskQueue(
        work: .threadPool, completion: .immediate,
        environment: Environment(clock: clock, threads: SystemThreads()))
      let here = Log<Int>()
      for number in 1...kept {
        try queue.submit(to: .work) {
          here.append(number)
          here.wait(forCount: kept + 3)
        }
        here.wait(forCount: number)
      }
      // Nobody is left to take these.
      for number in (kept + 1)...(kept + 3) {
        try queue.submit(to: .work) {
          here.append(number)
          here.wait(forCount: kept + 3)
        }
        clock.advance(by: PoolCore.patience * 2)
        here.wait(forCount: number)
      }
      try queue.terminate(wait: true)
    }
  }

  @Test func `where the system refuses a thread, the pool does with those it has`() throws {
    let limited = LimitedThreads(1)
    let environment = Environment(clock: clock, threads: limited)
    let queues = try (1...5).map { _ in
      let queue = TaskQueue(work: .threadPool, completion: .manual, environment: environment)
      try queue.submit(to: .work) {}
      return queue
    }
    clock.advance(by: PoolCore.patience * 5)
    let workers = limited.takeWorkers()
    #expect(workers.count == 1)
    while workers[0].step(mayBlock: false) == .ran {}
    #expect(queues.allSatisfy { $0.isEmpty(.work) })
    // The pool's last alarm finds that nothing waits; until then the clock keeps the pool.
    clock.advance(by: PoolCore.patience)
  }

  @Test func `a pool that gets no thread at all is the program's end, with a word why`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let queue = TaskQueue(
        work: .threadPool, completion: .manual,
        environment: Environment(clock: ManualClock(), threads: LimitedThreads(0)))
      try queue.submit(to: .work) {}
    }
    #expect(result.says("the system refuses another thread"))
  }

  @Test func `the threads of a pool end when the last queue of its environment is gone`()
    async throws
  {
    try await onThread {
      let threads = CountedThreads()
      do {
        let queue = TaskQueue(
          work: .threadPool, completion: .immediate,
          environment: Environment(clock: SystemClock.shared, threads: threads))
        for _ in 1...100 { try queue.submit(to: .work) {} }
        try queue.terminate(wait: true)
      }
      threads.waitForEnds()
    }
  }
}

extension ThreadPoolTests {
  /// Queues with a callback each.
  private func waiting(_ count: Int) throws -> [TaskQueue] {
    try (1...count).map { _ in
      let queue = TaskQueue(work: .threadPool, completion: .manual, environment: environment)
      try queue.submit(to: .work) {}
      return queue
    }
  }
}

/// So many threads and no more, which the test takes out, since they know the pool and it knows them.
private final class LimitedThreads: ThreadSource {
  private let workers = Monitor<[any Worker]>([])
  private let limit: Int

  init(_ limit: Int) { self.limit = limit }

  func start(
    _ worker: any Worker, name: String
  ) throws(ThreadRefusal) -> @Sendable () -> Void {
    let isRefused = workers.withLock { workers in
      if workers.count == limit { return true }
      workers.append(worker)
      return false
    }
    if isRefused { throw ThreadRefusal() }
    return {}
  }

  func takeWorkers() -> [any Worker] {
    workers.withLock { workers in
      defer { workers = [] }
      return workers
    }
  }
}

/// Real threads that tell when all of them have ended.
private final class CountedThreads: ThreadSource {
  private let running = Monitor(0)

  func start(_ worker: any Worker, name: String) -> @Sendable () -> Void {
    running.withLock { $0 += 1 }
    SystemThread.start(name: name) { [self] in
      while worker.step(mayBlock: true) != .finished {}
      running.withLock {
        $0 -= 1
        running.notifyAll()
      }
    }
    return {}
  }

  func waitForEnds() { running.wait { $0 == 0 ? () : nil } }
}
