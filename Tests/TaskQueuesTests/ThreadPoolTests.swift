import Synchronization
import TestSupport
import Testing

@testable import TaskQueues

@Suite(.timeLimit(.minutes(1))) struct ThreadPoolTests {
  let threads = SteppedThreads()
  let environment: Environment

  init() { environment = threads.environment() }

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

  @Test
  func `queues of one environment share its threads: one for each processor, but two at least`()
    throws
  {
    let queues = (1...10).map { _ in
      TaskQueue(work: .threadPool, completion: .serializedThreadPool, environment: environment)
    }
    for queue in queues { for port in PortRole.allCases { try queue.submit(to: port) {} } }
    #expect(threads.count == max(2, Environment.processorCount))
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

  @Test func `every callback of many ports runs`() async throws {
    let ran = try await onThread {
      let environment = Environment.own
      let ran = Atomic(0)
      let queues = (1...8).map { index in
        TaskQueue(
          work: index % 2 == 0 ? .threadPool : .serializedThreadPool, completion: .immediate,
          environment: environment)
      }
      inParallel(4) { _ in
        for number in 0..<4_000 {
          try! queues[number % 8].submit(to: .work) { _ in ran.add(1, ordering: .relaxed) }
        }
      }
      for queue in queues { try queue.terminate(wait: true) }
      return ran.load(ordering: .relaxed)
    }
    #expect(ran == 16_000)
  }
}
