import CLinux
import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.3 of the model, Q31: who sees what was written by whom. The thread sanitizer fails these tests
/// where that is not so.
@Suite(.patience) struct VisibilityTests {
  // Q31
  @Test(arguments: DispatchMode.queued)
  func `a callback sees what was written before it was submitted`(mode: DispatchMode) async throws {
    let seen = try await onThread {
      let queue = TaskQueue(work: mode, completion: .immediate, environment: .own)
      let seen = Log<Int>()
      let dispatchers = Dispatchers(of: queue, work: mode, completion: .immediate)
      for number in 1...100 {
        let plain = Plain()
        plain.value = number
        try queue.submit(to: .work) { _ in seen.append(plain.value) }
      }
      try queue.terminate(wait: true)
      dispatchers.join()
      return seen.entries
    }
    #expect(seen.reduce(0, +) == 5050)
  }

  // Q31
  @Test func `a callback of a serialized port sees what the one before it has written`()
    async throws
  {
    let sum = try await onThread {
      let queue = TaskQueue(
        work: .serializedThreadPool, completion: .immediate, environment: .own)
      let plain = Plain()
      inParallel(2) { _ in
        for _ in 1...1_000 {
          try! queue.submit(to: .work) { _ in plain.value += 1 }
          queue.dispatch(.work)
        }
      }
      try queue.terminate(wait: true)
      return plain.value
    }
    #expect(sum == 2_000)
  }

  /// There is nothing but the question here that could bring one thread what the other has written. So it
  /// is asked again and again.
  // Q31, Q102
  @Test func `who finds a port empty sees what its callbacks have written`() async throws {
    let seen = try await onThread {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let plain = Plain()
      try queue.submit(to: .work) { plain.value = 1 }
      let dispatcher = SystemThread(name: "dispatcher") { queue.dispatch(.work) }
      while !queue.isEmpty(.work) { clinux_yield() }
      let seen = plain.value
      dispatcher.join()
      return seen
    }
    #expect(seen == 1)
  }

  // Q31
  @Test func `who has waited for the termination sees what all callbacks have written`()
    async throws
  {
    let sum = try await onThread {
      let queue = TaskQueue(work: .threadPool, completion: .threadPool, environment: .own)
      let values = (0..<100).map { _ in Plain() }
      for value in values { try queue.submit(to: .work) { _ in value.value += 1 } }
      try queue.terminate(wait: true)
      return values.reduce(0) { $0 + $1.value }
    }
    #expect(sum == 100)
  }
}
