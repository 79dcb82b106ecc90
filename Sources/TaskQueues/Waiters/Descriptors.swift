import CLinux

/// The descriptors that are waited for. One thread serves the whole process; it is started by the first
/// of them. It submits callbacks and runs none.
///
/// A waiter is in here for as long as its queue has a handle or terminates, or its callback is under way:
/// under the lock, the queue of an armed waiter is alive. Ports are called with the lock free; they call
/// with theirs held.
final class Descriptors: Sendable {
  static let shared = Descriptors()

  private let state = Monitor(WatchedDescriptors())

  func register(_ waiter: Waiter) throws(TaskQueueError) -> WaiterToken {
    // The thread is there whether this waiter is taken or not: the next one counts on it.
    if try state.withLock({ state throws(TaskQueueError) in try state.open() }) { startThread() }
    return try state.withLock { state throws(TaskQueueError) in try state.add(waiter) }
  }

  /// - Returns: the last callbacks of those waiters that have none under way, in the order they were
  ///   registered. They are counted.
  func cancelAll(of owner: QueueSide) -> [DelayedCallback] {
    let tokens = state.withLock { $0.cancelAll(of: owner) }
    return tokens.map { DelayedCallback(callback: callback($0), owner: owner) }
  }

  func forgetAll(of owner: QueueSide) {
    // Let go of after the lock.
    let ended = state.withLock { $0.forgetAll(of: owner) }
    withExtendedLifetime(ended) {}
  }

  func unregister(_ token: WaiterToken, of queue: QueueCore) {
    // What has ended is let go of after the lock.
    let (ended, waits) = state.withLock { $0.unregister(token, of: queue) }
    withExtendedLifetime(ended) {}
    if waits { state.wait { $0.has(token) ? nil : () } }
  }

  // MARK: The thread

  private func startThread() {
    let epoll = state.withLock { $0.epoll }
    SystemThread.startService(name: "descriptors") { [self] in
      while true {
        var events: UInt32 = 0
        var token: UInt64 = 0
        guard clinux_epoll_wait(epoll, &events, &token) == 1 else { continue }
        ready(WaiterToken(rawValue: token), events)
      }
    }
  }

  private func ready(_ token: WaiterToken, _ events: UInt32) {
    guard let target = state.withLock({ $0.fire(token, events) }) else { return }
    target.port.append(PendingCallback(callback(token), owner: target.owner))
  }

  // MARK: The callback

  private func callback(_ token: WaiterToken) -> Callback {
    .closure { cancelled in self.run(token, cancelled: cancelled) }
  }

  /// - Parameter target: where to; the callback is counted there.
  private func submit(_ token: WaiterToken, _ target: WatchedDescriptors.Target) {
    target.port.append(PendingCallback(callback(token), owner: target.owner))
  }

  private func run(_ token: WaiterToken, cancelled: Bool) {
    switch callOnce(token, cancelled: cancelled) {
    case .nothing: break
    case .submit(let target): submit(token, target)
    case .end: end(token)
    }
  }

  /// What the callback holds is let go of when this returns, if it has been called the last time: before
  /// whoever unregisters it learns of that.
  @inline(never)
  private func callOnce(_ token: WaiterToken, cancelled: Bool) -> WatchedDescriptors.After {
    guard let call = state.withLock({ $0.begin(token, cancelled: cancelled) }) else { return .end }
    call(cancelled)
    return state.withLock { $0.returned(token, call) }
  }

  private func end(_ token: WaiterToken) {
    // Let go of after the lock.
    let ended = state.withLock { state in
      self.state.notifyAll()
      return state.remove(token)
    }
    withExtendedLifetime(ended) {}
  }
}
