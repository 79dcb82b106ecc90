import TaskQueues
import TestSupport
import Testing

/// The stepper itself.
@Suite(.patience) struct SeededStepperTests {
  /// Two scripts that read, are stopped, and write: an update of one is lost in some orders.
  @Sendable private func losesAnUpdate(_ stepper: SeededStepper) {
    let sum = Log<Int>()
    for name in ["a", "b"] {
      stepper.script(name, count: 2) { _ in
        let count = sum.entries.count
        stepper.pause()
        stepper.expect(sum.entries.count == count, "an update is lost")
        sum.append(1)
      }
    }
    stepper.run()
  }

  @Test func `a bad order is found, told with its seed and its steps, and repeats`() async throws {
    let first = await #expect(throws: SeedFailure.self) {
      try await overSeeds(in: 1...100, losesAnUpdate)
    }
    let again = await #expect(throws: SeedFailure.self) {
      try await overSeeds(in: 1...100, losesAnUpdate)
    }
    #expect(first?.faults == ["an update is lost"])
    #expect(first?.seed == again?.seed && first?.trace == again?.trace)
    #expect(first?.description.contains("SEED=\(first?.seed ?? 0) finds") == true)
    // One of them was stopped in the middle while the other took a step.
    #expect(first?.trace.contains(">") == true)
  }

  @Test func `a seed has the same steps taken each time, others take others`() {
    func order(_ seed: UInt64) -> [String] {
      let stepper = SeededStepper(seed: seed)
      let order = Log<String>()
      let queue = TaskQueue(
        work: .threadPool, completion: .manual, environment: stepper.environment)
      for name in ["a", "b", "c"] {
        stepper.script(name, count: 5) { number in
          order.append("\(name)\(number)")
          try! queue.submit(to: .work, after: .milliseconds(stepper.number(below: 3))) {
            order.append("runs \(name)\(number) at \(stepper.now)")
          }
        }
      }
      stepper.run(for: .milliseconds(3))
      return order.entries
    }
    let orders = (1...20).map { order(UInt64($0)) }
    #expect(orders == (1...20).map { order(UInt64($0)) })
    #expect(Set(orders).count > 10)
  }

  @Test func `the clock does not pass the end, and everything due by then has run`() async throws {
    try await overSeeds { stepper in
      let queue = TaskQueue(
        work: .threadPool, completion: .manual, environment: stepper.environment)
      let ran = Log<Int>()
      for delay in 1...5 {
        try queue.submit(to: .work, after: .milliseconds(delay)) { ran.append(delay) }
      }
      stepper.run(for: .milliseconds(3))
      stepper.expect(stepper.now, equals: .zero.advanced(by: .milliseconds(3)), "the time")
      stepper.expect(ran.entries.sorted(), equals: [1, 2, 3], "what has run")
      try queue.terminate()
      stepper.run()
    }
  }

  @Test func `who never comes to rest is a fault`() async {
    let failure = await #expect(throws: SeedFailure.self) {
      try await overSeeds(in: 1...1) { stepper in
        stepper.actor("restless") { .ran }
        stepper.run()
      }
    }
    #expect(failure?.faults.first?.hasPrefix("nobody comes to rest") == true)
  }
}
