import Synchronization
import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.9 of the model, Q82 and Q92: many threads at once.
@Suite(.patience) struct TerminationStressTests {
  /// Threads submit to both ports, with and without delays, while another terminates.
  // Q28, Q82
  @Test(arguments: DispatchMode.allCases)
  func `whatever was accepted runs exactly once, and nothing is alive afterwards`(
    mode: DispatchMode
  ) async throws {
    let seed = {
      var random = SeededRandom.forStress()
      return random.next()
    }()
    let outcome = try await onThread { try terminationStress(mode: mode, seed: seed, rounds: 40) }
    #expect(outcome.ran == outcome.accepted)
    #expect(outcome.alive == 0)
    #expect(outcome.afterTheEnd == 0)
  }
}

private func terminationStress(
  mode: DispatchMode, seed: UInt64, rounds: Int
) throws -> (accepted: Int, ran: Int, alive: Int, afterTheEnd: Int) {
  let accepted = Atomic(0)
  let ran = Atomic(0)
  let alive = Atomic(0)
  let afterTheEnd = Atomic(0)
  for round in 0..<rounds {
    let queue = TaskQueue(work: mode, completion: mode)
    let hasEnded = Atomic(false)
    let dispatchers = Dispatchers(of: queue, work: mode, completion: mode)
    inParallel(4) { index in
      var random = SeededRandom(seed: seed &+ UInt64(round * 4 + index))
      let count = Int.random(in: 0...60, using: &random)
      for _ in 0..<count {
        let port = PortRole.allCases.randomElement(using: &random)!
        let delay = Duration.microseconds(max(0, Int.random(in: -200...200, using: &random)))
        alive.add(1, ordering: .relaxed)
        let canary = Canary { alive.subtract(1, ordering: .relaxed) }
        let callback: @Sendable (Bool) -> Void = { _ in
          canary.sing()
          ran.add(1, ordering: .relaxed)
          if hasEnded.load(ordering: .relaxed) { afterTheEnd.add(1, ordering: .relaxed) }
        }
        if (try? queue.submit(to: port, after: delay, callback)) != nil {
          accepted.add(1, ordering: .relaxed)
        }
      }
      if index == 0 { try! queue.terminate { hasEnded.store(true, ordering: .relaxed) } }
    }
    try queue.terminate(wait: true)
    dispatchers.join()
  }
  return (
    accepted.load(ordering: .relaxed), ran.load(ordering: .relaxed), alive.load(ordering: .relaxed),
    afterTheEnd.load(ordering: .relaxed)
  )
}
