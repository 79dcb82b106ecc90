import Synchronization
import TestSupport
import Testing

@testable import TaskQueues

@Suite(.patience) struct RunStressTests {
  /// Calls that are cancelled, waited for and terminated from all sides.
  @Test(arguments: DispatchMode.allCases)
  func `each call completes exactly once, with the result that its block shows`(
    mode: DispatchMode
  ) async throws {
    let seed = {
      var random = SeededRandom.forStress()
      return random.next()
    }()
    let (accepted, completed, differing) = try await onThread {
      let accepted = Atomic(0)
      let completed = Atomic(0)
      let differing = Atomic(0)
      for round in 0..<20 {
        let queue = TaskQueue(work: mode, completion: mode)
        let dispatchers = Dispatchers(of: queue, work: mode, completion: mode)
        inParallel(4) { index in
          var random = SeededRandom(seed: seed &+ UInt64(round * 4 + index))
          for number in 0..<40 {
            let told = Log<Int?>()
            guard
              let block = try? queue.run(
                { _ in number },
                completion: {
                  completed.add(1, ordering: .relaxed)
                  told.append(try? $0.get())
                })
            else { continue }
            accepted.add(1, ordering: .relaxed)
            if Int.random(in: 0..<3, using: &random) == 0 { block.cancel() }
            if Int.random(in: 0..<4, using: &random) == 0 {
              let result = try? block.wait().get()
              if told.entries != [result] { differing.add(1, ordering: .relaxed) }
            }
            if index == 0 && Int.random(in: 0..<40, using: &random) == 0 { try! queue.terminate() }
          }
        }
        try queue.terminate(wait: true)
        dispatchers.join()
      }
      return (
        accepted.load(ordering: .relaxed), completed.load(ordering: .relaxed),
        differing.load(ordering: .relaxed)
      )
    }
    #expect(completed == accepted)
    #expect(differing == 0)
  }
}
