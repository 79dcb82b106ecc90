import Synchronization

/// Delayed callbacks that are due at equal distances, and when they ran.
// @unchecked: one thread writes what the submitter reads once all have run, edge A.
final class DelayedBatch: @unchecked Sendable {
  private struct Entry {
    /// The due time lies between these: the clock is read before and after submitting.
    var earliestDue: Int64 = 0
    var latestDue: Int64 = 0
    var ranAt: Int64 = 0
    var order = 0
  }

  let count: Int
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
