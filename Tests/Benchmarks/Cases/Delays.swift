import Dispatch
import Synchronization
import TaskQueues

/// Many delayed callbacks at once, submitted in a shuffled order.
enum Delays {
  static var cases: [Case] {
    [
      Case(
        "10000 delays over 50 ms", operations: 10_000,
        rows: [
          Row("late p50", [.atMost(nanoseconds: 100_000)]),
          Row("late p99", [.atMost(nanoseconds: 1_000_000)]),
          Row("early or out of order", unit: .count, [.atMost(count: 0)]),
        ]
      ) {
        contenders(spacing: 5000) { delays in
          [delays.lateness(percent: 50), delays.lateness(percent: 99), Double(delays.violations)]
        }
      },
      Case(
        "10000 delays over 2 s", operations: 10_000,
        rows: [Row("processor time", [.atMost(nanoseconds: 5000)])], isLong: true
      ) {
        contenders(spacing: 200_000) { [$0.processorTime] }
      },
    ]
  }

  private static func contenders(
    spacing: Int64, figures: @escaping (DelayedBatch) -> [Double]
  ) -> [Contender] {
    let queue = TaskQueue(work: .manual, completion: .manual)
    let threads = JobThreads(dispatching: queue, count: 1)
    let ours = Contender(.ours) { repetition in
      let batch = DelayedBatch(count: repetition.operations, spacing: spacing)
      _ = try repetition.time {
        try batch.run { delay, index in
          try queue.submit(to: .work, after: .nanoseconds(delay)) { _ in batch.ran(index) }
        }
      }
      return figures(batch)
    }

    let dispatchQueue = DispatchQueue(label: "serial")
    let libdispatch = Contender(.libdispatch) { repetition in
      let batch = DelayedBatch(count: repetition.operations, spacing: spacing)
      batch.run { delay, index in
        dispatchQueue.asyncAfter(deadline: .now() + .nanoseconds(Int(delay))) { batch.ran(index) }
      }
      return figures(batch)
    }
    return [ours.ending(threads, of: queue), libdispatch]
  }
}

/// Delayed callbacks that are due at equal distances, and when they ran.
// @unchecked: one thread writes what the submitter reads once all have run, edge A.
private final class DelayedBatch: @unchecked Sendable {
  private struct Entry {
    /// The due time lies between these: the clock is read before and after submitting.
    var earliestDue: Int64 = 0
    var latestDue: Int64 = 0
    var ranAt: Int64 = 0
    var order = 0
  }

  private let count: Int
  private let spacing: Int64
  private let entries: UnsafeMutableBufferPointer<Entry>
  private let ranCount = Atomic(0)
  /// Nanoseconds for each callback, with its submission.
  private(set) var processorTime = 0.0

  init(count: Int, spacing: Int64) {
    self.count = count
    self.spacing = spacing
    entries = .allocate(capacity: count)
    entries.initialize(repeating: Entry())
  }

  deinit { entries.deallocate() }

  /// Submits all and sleeps until they have run.
  func run(_ submit: (_ delay: Int64, _ index: Int) throws -> Void) rethrows {
    let processorTimeBefore = Benchmarks.processorTime()
    let first = now() + 30_000_000  // once all are submitted
    for index in 0..<count {
      let before = now()
      let delay = first + spacing * Int64(index * 7919 % count) - before
      entries[index].earliestDue = before + delay
      try submit(delay, index)
      entries[index].latestDue = now() + delay
    }
    sleep(nanoseconds: first + spacing * Int64(count) - now())
    while ranCount.load(ordering: .acquiring) < count { sleep(nanoseconds: 1_000_000) }  // A
    processorTime = Double(Benchmarks.processorTime() - processorTimeBefore) / Double(count)
  }

  /// Called by one thread at a time.
  func ran(_ index: Int) {
    let order = ranCount.load(ordering: .relaxed)  // relaxed: only callbacks write
    entries[index].ranAt = now()
    entries[index].order = order
    ranCount.store(order + 1, ordering: .releasing)  // A
  }

  func lateness(percent: Double) -> Double {
    entries.map { Double($0.ranAt - $0.earliestDue) }.percentile(percent)!
  }

  /// Callbacks that ran before they were due, or after another that was certainly due later.
  var violations: Int {
    var latest = Int64.min
    var violations = 0
    for entry in entries.sorted(by: { $0.order < $1.order }) {
      if entry.ranAt < entry.earliestDue || entry.latestDue < latest { violations += 1 }
      latest = max(latest, entry.earliestDue)
    }
    return violations
  }
}
