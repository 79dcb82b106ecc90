import Synchronization
import TestSupport
import Testing

@testable import TaskQueues

@Suite(.patience) struct ThreadPoolStressTests {
  @Test func `stress: callbacks that block now and then, on many ports`() async throws {
    var random = SeededRandom.forStress()
    let blocking = (0..<400).map { _ in Int.random(in: 0..<20, using: &random) == 0 }
    let ran = try await onThread {
      let environment = Environment.own
      let ran = Atomic(0)
      let queues = (1...8).map { index in
        TaskQueue(
          work: index % 2 == 0 ? .threadPool : .serializedThreadPool, completion: .threadPool,
          environment: environment)
      }
      inParallel(4) { thread in
        for (number, blocks) in blocking.enumerated() {
          let gate = Gate()
          try! queues[(number + thread) % 8].submit(to: .work) { _ in
            if blocks { gate.wait() }
            ran.add(1, ordering: .relaxed)
          }
          // What opens the gate has to find a thread, too.
          try! queues[(number + thread) % 8].submit(to: .completion) { _ in gate.open() }
        }
      }
      for queue in queues { try queue.terminate(wait: true) }
      return ran.load(ordering: .relaxed)
    }
    #expect(ran == 1600)
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
