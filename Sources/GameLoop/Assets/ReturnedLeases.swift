import Synchronization
import TaskQueues

/// The assets that nobody holds any more and that the host still has.
///
/// Threading: `add` from any thread, `take` from the main thread.
nonisolated final class ReturnedLeases: Sendable {
  private let all = Monitor<[(key: AssetKey, id: AssetID)]>([])
  /// So that a frame in which nothing was let go of takes no lock. Edge: `add` releases the entry, whoever sees
  /// the number acquires it.
  private let count = Atomic<Int>(0)

  func add(_ key: AssetKey, _ id: AssetID) {
    all.withLock { $0.append((key, id)) }
    count.add(1, ordering: .releasing)
  }

  func take() -> [(key: AssetKey, id: AssetID)] {
    guard count.load(ordering: .acquiring) != 0 else { return [] }
    return all.withLock { all in
      // relaxed: whatever was counted by now is in the list
      count.store(0, ordering: .relaxed)
      defer { all = [] }
      return all
    }
  }
}
