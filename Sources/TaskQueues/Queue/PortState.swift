import DequeModule

/// What a port holds, behind its lock.
struct PortState {
  /// Ready to run, first submitted first.
  private(set) var ready = Deque<PendingCallback>()
  var delayed = DelayedCallbacks()
  /// Queues whose termination waits for nothing more but to be told on this port's threads.
  private var deliverable = Deque<QueueSide>()
  /// Callbacks that are running, whatever queue they came through.
  var running = 0
  var serialSlot = SerialSlot.free

  /// How many callbacks have ever been made ready, and how many of them taken.
  private(set) var madeReady: UInt64 = 0
  private(set) var taken: UInt64 = 0

  var hasSomethingToDispatch: Bool { !ready.isEmpty || !deliverable.isEmpty }
  var isEmpty: Bool { ready.isEmpty && delayed.isEmpty && running == 0 }

  var hasDeliverable: Bool { !deliverable.isEmpty }

  mutating func makeDeliverable(_ side: QueueSide) { deliverable.append(side) }

  mutating func takeDeliverable() -> QueueSide? { deliverable.popFirst() }

  /// - Returns: whether it was there.
  mutating func removeDeliverable(_ side: QueueSide) -> Bool {
    let count = deliverable.count
    deliverable.removeAll { $0 == side }
    return deliverable.count < count
  }

  mutating func makeReady(_ callback: PendingCallback) {
    ready.append(callback)
    madeReady += 1
  }

  mutating func takeReady() -> PendingCallback? {
    guard let callback = ready.popFirst() else { return nil }
    taken += 1
    return callback
  }

  /// Takes out what was submitted through one queue and is ready, first submitted first.
  mutating func takeAllReady(of owner: QueueSide) -> [PendingCallback] {
    let own = [PendingCallback](ready.lazy.filter { $0.owner == owner })
    ready.removeAll { $0.owner == owner }
    taken += UInt64(own.count)
    return own
  }
}

/// Who may run a callback of a serialized port.
///
///     free ──something is ready──▶ promised ──▶ taken ──▶ free, or promised again if more is ready
///
/// Promised: the pool has been asked for a thread. A thread that dispatches the port by hand may take
/// the slot before the pool's thread comes, which then finds it gone and leaves.
enum SerialSlot {
  case free, promised, taken

  /// - Returns: whether a thread of the pool has to be asked for.
  mutating func somethingIsReady() -> Bool {
    guard self == .free else { return false }
    self = .promised
    return true
  }

  /// - Returns: whether the caller has the slot now.
  mutating func take() -> Bool {
    guard self != .taken else { return false }
    self = .taken
    return true
  }

  /// - Returns: whether a thread of the pool has to be asked for.
  mutating func release(moreIsReady: Bool) -> Bool {
    self = .free
    return moreIsReady && somethingIsReady()
  }
}
