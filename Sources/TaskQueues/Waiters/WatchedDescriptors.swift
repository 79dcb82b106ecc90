import CLinux

/// The waiters of the process and the epoll that watches their descriptors: what `Descriptors` keeps behind
/// its lock. What has ended is returned, to be let go of after the lock.
struct WatchedDescriptors {
  /// Where a counted callback goes. The port is held: the callback may have run, and its queue be gone,
  /// before the port is done with it.
  typealias Target = (port: Port, owner: QueueSide)

  /// What is to be done after a callback.
  enum After {
    case nothing
    case submit(Target)
    case end
  }

  private(set) var epoll: CInt = -1
  private var waiters: [WaiterToken: Waiter] = [:]
  private var tokens: [QueueSide: Set<WaiterToken>] = [:]
  private var registered: UInt64 = 0

  /// - Returns: whether it was not open before.
  mutating func open() throws(TaskQueueError) -> Bool {
    guard epoll < 0 else { return false }
    let result = clinux_epoll()
    guard result >= 0 else { throw .outOfDescriptors }
    epoll = result
    return true
  }

  mutating func add(_ waiter: Waiter) throws(TaskQueueError) -> WaiterToken {
    let token = WaiterToken(rawValue: registered + 1)
    if let descriptor = waiter.descriptor {
      let result = clinux_epoll_add(
        epoll, descriptor.number, waiter.events.mask, token.rawValue)
      guard result >= 0 else { throw TaskQueueError(waitingFailedWith: -result) }
    }
    registered += 1
    waiters[token] = waiter
    tokens[waiter.owner, default: []].insert(token)
    return token
  }

  func has(_ token: WaiterToken) -> Bool { waiters[token] != nil }

  /// Takes a waiter out that has ended.
  mutating func remove(_ token: WaiterToken) -> Waiter? {
    unwatch(token)
    guard let waiter = waiters.removeValue(forKey: token) else { return nil }
    tokens[waiter.owner]?.remove(token)
    if tokens[waiter.owner]?.isEmpty == true { tokens[waiter.owner] = nil }
    return waiter
  }

  /// Lets go of the descriptor, so that others see it closed though a callback is under way.
  private mutating func unwatch(_ token: WaiterToken) {
    guard let descriptor = waiters[token]?.descriptor else { return }
    _ = clinux_epoll_remove(epoll, descriptor.number)
    waiters[token]?.descriptor = nil
  }

  private func registrations(of owner: QueueSide) -> [WaiterToken] {
    (tokens[owner] ?? []).sorted { $0.rawValue < $1.rawValue }
  }

  // MARK: Events

  /// The descriptor is ready.
  ///
  /// - Returns: where the callback is to be submitted. It is counted. Nil where nothing has happened that
  ///   nobody else has taken, and where the queue terminates, which brings the last callback.
  mutating func fire(_ token: WaiterToken, _ events: UInt32) -> Target? {
    guard let waiter = waiters[token], waiter.isArmed, let descriptor = waiter.descriptor,
      !waiter.owner.isCancelled
    else { return nil }
    if waiter.kind == .consuming, clinux_read_counter(descriptor.number) == -EAGAIN,
      events & UInt32(clinux_broken) == 0
    {
      arm(token)
      return nil
    }
    waiters[token]?.fired()
    waiter.owner.countSubmittedAlways()
    return (waiter.port, waiter.owner)
  }

  private func arm(_ token: WaiterToken) {
    guard let waiter = waiters[token], let descriptor = waiter.descriptor else { return }
    _ = clinux_epoll_rearm(epoll, descriptor.number, waiter.events.mask, token.rawValue)
  }

  /// The queue terminates.
  ///
  /// - Returns: the waiters whose last callback is to be submitted now. It is counted.
  mutating func cancelAll(of owner: QueueSide) -> [WaiterToken] {
    registrations(of: owner).filter { token in
      unwatch(token)
      guard waiters[token]?.cancel() == true else { return false }
      owner.countSubmittedAlways()
      return true
    }
  }

  /// The queue has no handle any more.
  mutating func forgetAll(of owner: QueueSide) -> [Waiter] {
    registrations(of: owner).compactMap { token in
      unwatch(token)
      return waiters[token]?.forget() == true ? remove(token) : nil
    }
  }

  /// - Returns: what has ended, and whether the callback is running and has to be waited for.
  mutating func unregister(
    _ token: WaiterToken, of queue: QueueCore
  ) -> (ended: Waiter?, waits: Bool) {
    guard let waiter = waiters[token], waiter.owner.isSide(of: queue) else { return (nil, false) }
    unwatch(token)
    if waiters[token]?.unregister() == true { return (remove(token), false) }
    return (nil, waiter.isRunningElsewhere)
  }

  /// - Returns: what to call; nil if the waiter has been unregistered.
  mutating func begin(_ token: WaiterToken, cancelled: Bool) -> Waiter.Call? {
    waiters[token]?.begins(cancelled: cancelled)
  }

  mutating func returned(_ token: WaiterToken, _ call: @escaping Waiter.Call) -> After {
    guard let waiter = waiters[token] else { return .nothing }
    switch waiters[token]?.returned(call) {
    case .arm:
      arm(token)
      return .nothing
    case .submit:
      waiter.owner.countSubmittedAlways()
      return .submit((waiter.port, waiter.owner))
    case .end, nil:
      return .end
    }
  }
}

extension WaiterEvents {
  /// As epoll has it.
  fileprivate var mask: UInt32 {
    (contains(.readable) ? UInt32(clinux_readable) : 0)
      | (contains(.writable) ? UInt32(clinux_writable) : 0)
  }
}
