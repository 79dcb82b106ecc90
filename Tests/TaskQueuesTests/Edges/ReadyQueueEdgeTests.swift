import CLinux
import TestSupport
import Testing

@testable import TaskQueues

/// The edges of `ReadyQueue`. The thread sanitizer reports the test of A when an ordering of it is weakened.
/// It has not been seen to report those of B and C: what they order is the memory of rings and cells, which
/// is written by code that a debug build does not have it look at.
@Suite(.patience) struct ReadyQueueEdgeTests {
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
  ///                                 writes, takes, empties the cell (B)
  ///   (B) submits into it again,
  ///   reads
  @Test func `edge B: who submits where a callback was taken sees what was done before that`()
    async throws
  {
    let sum = try await onThread {
      let cells: UInt = 16
      let queue = TaskQueue(work: .manual, completion: .manual)
      let ran = Turn()
      let written = (0..<1000).map { _ in Plain() }
      let dispatcher = SystemThread(name: "dispatcher") {
        for plain in written {
          plain.value = 1
          while !queue.dispatch(.work) {}
        }
      }
      var sum = 0
      for number in 0..<written.count {
        // Fewer than the first ring holds, so that there is no other.
        ran.wait(for: number - 14)
        try queue.submit(to: .work) { ran.advance() }
        if number >= cells { sum += written[number - Int(cells)].value }
      }
      dispatcher.join()
      return sum
    }
    #expect(sum == 1000 - 16)
  }

  /// Two threads submit while two dispatch: each ring is made by one and found by the others.
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

  /// A thread that has taken the last of a ring looks for more before it leaves.
  @Test func `what is in the ring behind a drained one is there to be seen`() {
    let queue = TaskQueue(work: .manual, completion: .manual)
    let ready = ReadyQueue()
    for _ in 1...17 {
      _ = ready.append(PendingCallback(.plainClosure({}), owner: queue.core.workSide))
    }
    for _ in 1...16 { ready.take(upTo: .max)?.call(cancelled: false) }
    let hasSome = ready.hasSome
    #expect(hasSome)
  }
}
