import TestSupport
import Testing

@testable import TaskQueues

/// Threads that dispatch, in a thousand orders.
@Suite(.patience) struct SeededThreadTests {
  @Test func `in every order job threads run each callback once, and end with their queue`()
    async throws
  {
    try await overSeeds { stepper in
      let history = History(stepper)
      let queue = history.queue(.manual, stepper.choose(DispatchMode.allCases))
      attend(queue, history)
      let jobs = history.with(queue) {
        JobThreads(dispatching: $0, count: 1 + stepper.number(below: 3))
      }
      for name in ["a", "b"] {
        stepper.script(name, count: 6) { _ in something(queue, history) }
      }
      stepper.run(for: .milliseconds(12))
      history.checkAtRest()
      stepper.script("end", count: 1) { _ in history.terminate(queue) }
      stepper.script("c", count: 3) { _ in something(queue, history) }
      stepper.run()
      jobs?.join()
      history.checkAtRest()
    }
  }

  @Test func `in every order each index of a parallelFor is done once, before it returns`()
    async throws
  {
    try await overSeeds { stepper in
      let queue = TaskQueue(
        work: .manual, completion: .immediate, environment: stepper.environment)
      let jobs = JobThreads(dispatching: queue, count: 2)
      for name in ["a", "b"] {
        stepper.script(name, count: 2) { _ in
          let count = stepper.number(below: 12)
          let visits = Log<Int>()
          jobs.parallelFor(count: count, grain: 1 + stepper.number(below: 3)) { range in
            stepper.pause()
            for index in range { visits.append(index) }
            stepper.pause()
          }
          stepper.expect(visits.entries.sorted(), equals: Array(0..<count), "the visits")
        }
      }
      if stepper.chance(1, in: 2) {
        stepper.script("end", count: 1) { _ in try! queue.terminate() }
      }
      stepper.run()
      stepper.expect(queue.isEmpty(.work), "helpers are left over")
      try queue.terminate()
      stepper.run()
      jobs.join()
    }
  }

  /// A dispatcher by hand competes with the pool's threads.
  @Test func `in every order a serialized port runs one callback at a time, first come first`()
    async throws
  {
    try await overSeeds { stepper in
      let queue = TaskQueue(
        work: .serializedThreadPool, completion: .manual, environment: stepper.environment)
      let model = Log<Int>()
      let ran = Log<Int>()
      let inside = Log<Int>()
      @Sendable func submit(_ again: Int) {
        let number = model.entries.count
        model.append(number)
        try! queue.submit(to: .work) {
          stepper.expect(inside.entries.reduce(0, +) == 0, "two callbacks at once")
          inside.append(1)
          ran.append(number)
          stepper.pause()
          if again > 0 { submit(again - 1) }
          stepper.pause()
          inside.append(-1)
        }
      }
      for name in ["a", "b", "c"] {
        stepper.script(name, count: 3) { _ in submit(stepper.number(below: 3)) }
      }
      if stepper.chance(1, in: 2) { stepper.dispatcher("by hand", .work) { queue } }
      if stepper.chance(1, in: 2) { _ = queue.registerMonitor { _ in stepper.pause() } }
      stepper.run()
      stepper.expect(ran.entries, equals: model.entries, "the order")
      try queue.terminate()
      stepper.run()
    }
  }

  /// The pool's threads are stuck in callbacks as long as the seed will have it, and it grows.
  @Test func `in every order a pool leaves nothing behind, however many ports it has`()
    async throws
  {
    try await overSeeds { stepper in
      let history = History(stepper)
      let queues = (0..<3).map { _ in
        history.queue(
          stepper.choose(DispatchMode.automatic), stepper.choose(DispatchMode.automatic))
      }
      for name in ["a", "b"] {
        stepper.script(name, count: 8) { _ in something(stepper.choose(queues), history) }
      }
      stepper.run(for: .milliseconds(40))
      history.checkAtRest()
      for queue in queues { history.close(queue) }
      stepper.run(for: .milliseconds(40))
      history.checkAtEnd()
    }
  }
}
