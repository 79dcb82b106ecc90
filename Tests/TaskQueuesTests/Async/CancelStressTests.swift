import Synchronization
import TestSupport
import Testing

@testable import TaskQueues

/// What happened to the calls of a stress test, counted from any thread.
private final class Counts: Sendable {
  let cancels = Atomic(0)
  let completions = Atomic(0)
  let cleanups = Atomic(0)
  let mistakes = Atomic(0)

}

/// A provider that knows where it is, and counts what must not be.
private final class Watched: AsyncProvider {
  private let counts: Counts
  // Not atomic: that Cleanup may read them is the edge between the steps of a call.
  nonisolated(unsafe) private var works = 0
  nonisolated(unsafe) private var cancels = 0
  private let isCleanedUp = Atomic(false)
  private let executing = Atomic(0)
  private let stopsItself: Bool

  init(_ counts: Counts, stopsItself: Bool) {
    self.counts = counts
    self.stopsItself = stopsItself
  }

  private func inside<R>(_ body: () -> R) -> R {
    if isCleanedUp.load(ordering: .relaxed) { counts.mistakes.add(1, ordering: .relaxed) }
    executing.add(1, ordering: .relaxed)
    defer { executing.subtract(1, ordering: .relaxed) }
    return body()
  }

  func doWork(_ call: AsyncCall<Int>) throws -> AsyncProgress<Int> {
    inside {
      works += 1
      return .completed(1)
    }
  }

  func cancel(_ call: AsyncCall<Int>) {
    inside {
      cancels += 1
      counts.cancels.add(1, ordering: .relaxed)
      if stopsItself { call.complete(with: .failure(.cancelled)) }
    }
  }

  func cleanup() {
    let isSecond = isCleanedUp.exchange(true, ordering: .relaxed)
    let isEarly = executing.load(ordering: .relaxed) != 0
    if isSecond || isEarly || works > 1 || cancels > 1 {
      counts.mistakes.add(1, ordering: .relaxed)
    }
    counts.cleanups.add(1, ordering: .relaxed)
  }
}

@Suite(.timeLimit(.minutes(4))) struct CancelStressTests {
  static let calls = 100_000

  @Test(arguments: [DispatchMode.manual, .threadPool])
  func `a hundred thousand calls that are cancelled while they complete each end once`(
    mode: DispatchMode
  ) async throws {
    let counts = Counts()
    try await onThread {
      let queue = TaskQueue(work: mode, completion: mode)
      let dispatchers = Dispatchers(of: queue, work: mode, completion: mode)
      for number in 0..<Self.calls {
        let provider = Watched(counts, stopsItself: number % 3 == 0)
        let block =
          number % 2 == 0
          ? try queue.begin(provider)
          : try queue.begin(provider) { _ in counts.completions.add(1, ordering: .relaxed) }
        // Somewhere between not begun and long complete.
        if number % 8 == 7 { block.wait() }
        block.cancel()
        block.cancel()
      }
      try queue.terminate(wait: true)
      dispatchers.join()
    }
    #expect(counts.mistakes.load(ordering: .relaxed) == 0)
    #expect(counts.cleanups.load(ordering: .relaxed) == Self.calls)
    #expect(counts.completions.load(ordering: .relaxed) == Self.calls / 2)
    #expect(counts.cancels.load(ordering: .relaxed) <= Self.calls)
  }

  @Test func `calls are completed from elsewhere, cancelled and terminated at once`() async throws {
    let counts = Counts()
    try await onThread {
      for _ in 0..<500 {
        let queue = TaskQueue(work: .threadPool, completion: .threadPool)
        let kept = Kept<AsyncCall<Int>>()
        let log = Log<String>()
        let block = try queue.begin(Traced(log: log, onBegin: { kept.keep($0) })) { _ in
          counts.completions.add(1, ordering: .relaxed)
        }
        inParallel(4) { index in
          switch index {
          case 0: kept.value?.complete(with: .success(1))
          case 1: block.cancel()
          case 2: try? kept.value?.schedule()
          default: try! queue.terminate()
          }
        }
        try queue.terminate(wait: true)
        if log.entries.last != "cleanup" { counts.mistakes.add(1, ordering: .relaxed) }
      }
    }
    #expect(counts.mistakes.load(ordering: .relaxed) == 0)
    #expect(counts.completions.load(ordering: .relaxed) == 500)
  }
}
