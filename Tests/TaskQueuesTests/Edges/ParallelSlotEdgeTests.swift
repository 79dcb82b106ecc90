import TestSupport
import Testing

@testable import TaskQueues

/// The edges of `ParallelSlot`, for the thread sanitizer, which reports these tests when they are weakened.
@Suite(.patience) struct ParallelSlotEdgeTests {
  /// The helper was submitted in a call before, so that its submission tells it nothing of this one.
  ///
  /// caller                          helper
  ///   writes, opens the slot (A)
  ///                                 (A) enters, reads, writes, leaves (B)
  ///   (B) closes the slot, reads
  @Test func `edges A and B: a helper that comes late and its caller see what each other did`()
    async throws
  {
    let sum = try await onThread {
      let threads = SteppedThreads()
      let queue = TaskQueue(
        work: .manual, completion: .immediate, environment: threads.environment())
      // Their only worker is never stepped.
      let jobs = JobThreads(dispatching: queue, count: 1)
      let (before, after) = (Plain(), Plain())
      let (opened, entered) = (Turn(), Turn())
      let helper = SystemThread(name: "helper") {
        for round in 1...50 {
          opened.wait(for: round)
          queue.dispatch(.work)
        }
      }
      for round in 1...50 {
        jobs.parallelFor(count: 2, grain: 1) { _ in }
        before.value = round
        jobs.parallelFor(count: 2, grain: 1) { range in
          if range.lowerBound == 0 {
            opened.advance()
            entered.wait(for: round)
          } else {
            after.value += before.value
            entered.advance()
          }
        }
        before.value = after.value
      }
      helper.join()
      try queue.terminate()
      return after.value
    }
    #expect(sum == (1...50).reduce(0, +))
  }

  /// one caller                      another
  ///   takes, opens, closes (C)
  ///                                 (C) takes, opens, closes
  @Test func `edge C: a slot that is taken again is its last caller's no more`() async throws {
    let calls = try await onThread {
      let threads = SteppedThreads()
      let queue = TaskQueue(
        work: .manual, completion: .immediate, environment: threads.environment())
      let jobs = JobThreads(dispatching: queue, count: 1)
      let turn = Turn()
      inParallel(2) { index in
        for round in 0..<50 {
          turn.wait(for: 2 * round + index)
          jobs.parallelFor(count: 2, grain: 1) { _ in }
          turn.advance()
        }
      }
      try queue.terminate()
      threads.runUntilIdle()
      return turn.value
    }
    #expect(calls == 100)
  }
}
