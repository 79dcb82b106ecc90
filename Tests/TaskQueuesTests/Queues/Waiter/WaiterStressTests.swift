import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.7 of the model, Q62, Q65 and Q67: whatever happens at once.
@Suite(.patience) struct WaiterStressTests {
  // Q62, Q65, Q67
  @Test(arguments: DispatchMode.allCases)
  func `callbacks neither overlap nor are cancelled twice, whatever happens at once`(
    mode: DispatchMode
  ) async throws {
    var random = SeededRandom.forStress()
    for _ in 1...20 {
      let seeds = (0..<3).map { _ in random.next() }
      try await onThread {
        let queue = TaskQueue(work: mode, completion: mode, environment: .own)
        let dispatchers = Dispatchers(of: queue, work: mode, completion: mode)
        let signals = (0..<4).map { _ in Signal() }
        let observed = Log<Observed>()
        inParallel(3) { index in
          var random = SeededRandom(seed: seeds[index])
          if index == 0 { for _ in 1...100 { signals.randomElement(using: &random)!.send() } }
          let turns = index == 0 ? 0 : 20
          for _ in 0..<turns {
            observe(queue, signals.randomElement(using: &random)!, observed, &random)
          }
          if index == 2 { try! queue.terminate() }
        }
        try queue.terminate(wait: true)
        dispatchers.join()
        for waiter in observed.entries {
          let counts = waiter.counts
          #expect(counts.overlaps == 0)
          #expect(counts.afterEnd == 0)
          #expect(counts.cancelled == 1 || (counts.isUnregistered && counts.cancelled == 0))
        }
      }
    }
  }

  /// Registers a waiter, sends a signal and unregisters it again, half of the time.
  private func observe(
    _ queue: TaskQueue, _ signal: Signal, _ observed: Log<Observed>, _ random: inout SeededRandom
  ) {
    let waiter = Observed()
    guard
      let token = try? queue.registerWaiter(
        on: PortRole.allCases.randomElement(using: &random)!, descriptor: signal.descriptor,
        kind: WaiterKind.allCases.randomElement(using: &random)!,
        { cancelled in
          waiter.begins(cancelled)
          signal.clear()
          waiter.returns()
        })
    else { return }
    observed.append(waiter)
    signal.send()
    if Bool.random(using: &random) {
      queue.unregisterWaiter(token)
      waiter.unregistered()
    }
  }
}
