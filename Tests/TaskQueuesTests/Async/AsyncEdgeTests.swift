import TestSupport
import Testing

@testable import TaskQueues

/// That one thread sees what another has done to a call, where nothing else orders the two. Weaken the
/// orderings of `AsyncOperation.update` and `word`, and the thread sanitizer fails the first.
@Suite(.patience) struct AsyncEdgeTests {
  /// What is written and read without any order of its own.
  private final class Plain: @unchecked Sendable {  // @unchecked: that is what is tested
    var value: Int
    init(_ value: Int) { self.value = value }
  }

  @Test func `whoever waits sees what the work has written`() async throws {
    let seen = try await onThread {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let seen = Log<Int>()
      for number in 0..<200 {
        let plain = Plain(0)
        let block = try queue.run { _ in plain.value = number }
        inParallel(2) { index in
          if index == 0 {
            queue.dispatch(.work)
          } else {
            _ = block.operation.wait()
            seen.append(plain.value)
          }
        }
      }
      return seen.entries
    }
    #expect(seen == Array(0..<200))
  }

  /// Its work and its cancel leave notes, which its cleanup reads.
  private func notingCall(_ works: Plain, _ cancels: Plain, _ sum: Plain) -> AsyncOperation {
    AsyncOperation { operation, step in
      switch step {
      case .doWork:
        works.value += 1
        return operation.claim() ? .claimed : .inProgress
      case .cancel: cancels.value += 1
      case .cleanup: sum.value = works.value + cancels.value
      case .begin, .storeCancelled, .callCompletion: break
      }
      return .inProgress
    }
  }

  @Test func `cleanup sees what work and cancel have done on other threads`() async throws {
    let sums = try await onThread {
      let queue = TaskQueue(work: .manual, completion: .manual)
      return try (0..<1000).map { _ in
        let sum = Plain(0)
        let call = notingCall(Plain(0), Plain(0), sum)
        try queue.beginScheduled(call, hasCallback: false)
        inParallel(2) { index in
          if index == 0 { queue.dispatch(.work) } else { call.cancel() }
        }
        return sum.value
      }
    }
    #expect(sums.allSatisfy { $0 == 1 || $0 == 2 })
  }
}
