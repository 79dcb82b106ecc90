import CLinux
import TestSupport
import Testing

@testable import TaskQueues

/// The edges of `ReadyQueue`. Those named A, B and C are for the thread sanitizer, which reports each of
/// these tests when an ordering of that edge is weakened.
@Suite(.timeLimit(.minutes(1))) struct ReadyQueueEdgeTests {
  /// submitter                       dispatcher
  ///   writes, submits (A)
  ///                                 (A) takes, reads
  @Test func `edge A: a callback sees what its submitter did before`() async throws {
    let sum = try await onThread {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let ran = Turn()
      let sum = Plain()
      let dispatcher = SystemThread(name: "dispatcher") {
        while ran.value < 1000 { queue.dispatch(.work) }
      }
      for number in 0..<1000 {
        let written = Plain()
        written.value = 1
        try queue.submit(to: .work) {
          sum.value += written.value
          ran.advance()
        }
        // A few at a time, so that no ring is ever full.
        ran.wait(for: number - 4)
      }
      dispatcher.join()
      return sum.value
    }
    #expect(sum == 1000)
  }

  /// submitter                       dispatcher
  ///   submits into a cell
  ///                                 takes, empties the cell (B)
  ///   (B) submits into it again
  @Test func `edge B: a cell is filled again after it has been emptied`() async throws {
    let ran = try await onThread {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let ran = Turn()
      let dispatcher = SystemThread(name: "dispatcher") {
        while ran.value < 5000 { queue.dispatch(.work) }
      }
      for number in 0..<5000 {
        try queue.submit(to: .work) { ran.advance() }
        ran.wait(for: number - 14)
      }
      dispatcher.join()
      return ran.value
    }
    #expect(ran == 5000)
  }

  /// Two threads submit while two dispatch: each ring is made by one of the four's calls and found by the
  /// others.
  @Test func `edge C: whoever finds a new ring finds it whole`() async throws {
    try await onThread {
      for _ in 1...60 {
        let queue = TaskQueue(work: .manual, completion: .manual)
        let (ran, start) = (Turn(), Turn())
        let threads = (0..<4).map { index in
          SystemThread(name: "edge-\(index)") {
            start.advance()
            start.wait(for: 4)
            if index < 2 {
              for _ in 1...200 { try! queue.submit(to: .work) { ran.advance() } }
            } else {
              while ran.value < 400 { queue.dispatch(.work) }
            }
          }
        }
        for thread in threads { thread.join() }
      }
    }
  }

  /// Each waits for the other with nothing but the queue to wake it. An order of loads and stores that the
  /// sanitizer cannot see: weakened, one of them is left asleep and the test runs into its limit.
  @Test func `edge D: either the sleeper sees the callback or the submitter sees the sleeper`()
    async throws
  {
    try await onThread {
      let queues = (0..<2).map { _ in TaskQueue(work: .manual, completion: .manual) }
      inParallel(2) { index in
        for _ in 1...20_000 {
          try! queues[1 - index].submit(to: .work) {}
          _ = queues[index].dispatch(.work, timeout: nil)
        }
      }
    }
  }
}
