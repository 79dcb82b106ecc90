import Synchronization

extension Port {
  func register(_ waiter: Waiter) throws(TaskQueueError) -> WaiterToken {
    try state.withLock { _ throws(TaskQueueError) in
      if waiter.owner.isCancelled { throw .terminated }
      hasHadWaiters.store(true, ordering: .relaxed)  // relaxed: under the lock, or by handle
      return try Descriptors.shared.register(waiter)
    }
  }

  /// Ends the waiters of `owner`, which terminates. Call it under the lock, before `owner` refuses: what
  /// is returned is counted, and has to be made ready.
  func cancelWaiters(of owner: QueueSide) -> [DelayedCallback] {
    // relaxed: under the lock, as setting it
    guard hasHadWaiters.load(ordering: .relaxed) else { return [] }
    return Descriptors.shared.cancelAll(of: owner)
  }

  /// Ends the waiters of `owner`, whose last handle has closed, and tells nobody. Where it is terminating
  /// they get their last callback instead.
  func forgetWaiters(of owner: QueueSide) {
    // relaxed: whoever set it had a handle
    guard hasHadWaiters.load(ordering: .relaxed), !owner.isCancelled else { return }
    Descriptors.shared.forgetAll(of: owner)
  }
}
