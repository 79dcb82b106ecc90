import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.2 of the model, Q15–Q18: ports that the pool dispatches.
@Suite(.patience) struct ThreadPoolModeTests {
  // Q15
  @Test func `callbacks start in the order they were submitted`() throws {
    let threads = SteppedThreads()
    let queue = TaskQueue(
      work: .threadPool, completion: .threadPool,
      environment: threads.environment())
    let ran = Log<Int>()
    for number in 1...5 { try queue.submit(to: .work) { ran.append(number) } }
    threads.runUntilIdle()
    #expect(ran.entries == [1, 2, 3, 4, 5])
  }

  // Q15
  @Test func `callbacks overlap`() async throws {
    try await onThread {
      let queue = TaskQueue(work: .threadPool, completion: .threadPool, environment: .own)
      let here = Log<Int>()
      for number in 1...2 {
        try queue.submit(to: .work) { _ in
          here.append(number)
          here.wait(forCount: 2)
        }
      }
      try queue.terminate(wait: true)
      #expect(here.entries.sorted() == [1, 2])
    }
  }

  // Q17
  @Test func `a thread that dispatches by hand takes part`() throws {
    let threads = SteppedThreads()
    let queue = TaskQueue(
      work: .threadPool, completion: .threadPool,
      environment: threads.environment())
    let ran = Log<Int>()
    for number in 1...3 { try queue.submit(to: .work) { ran.append(number) } }
    #expect(queue.dispatch(.work))
    #expect(ran.entries == [1])
    threads.runUntilIdle()
    #expect(ran.entries == [1, 2, 3])
  }
}
