/// What a queue is, behind its handles: two sides of ports and one termination. Kept alive by its
/// handles and by every callback that is pending on it.
// @unchecked: the two states are only touched under the lock of their port.
final class QueueCore: @unchecked Sendable {
  let workPort: Port
  let completionPort: Port
  var workState = QueueSideState()
  var completionState = QueueSideState()
  private let termination = Monitor(Termination())

  init(work: Port, completion: Port) {
    workPort = work
    completionPort = completion
  }

  func port(_ role: PortRole) -> Port { role == .work ? workPort : completionPort }
  func side(_ role: PortRole) -> QueueSide { QueueSide(queue: self, role: role) }

  func submit(
    _ callback: Callback, to role: PortRole, after delay: Duration = .zero
  ) throws(TaskQueueError) {
    try port(role).submit(callback, through: side(role), after: delay)
  }

  // MARK: Termination

  /// Cancels at once, then ends the work port, then the completion port, then calls `callback`.
  ///
  /// Several threads may be in here: each takes every step, the first to come has the effect. So the
  /// work port is closed when any of them returns.
  func terminate(_ callback: (@Sendable () -> Void)?) {
    guard termination.withLock({ $0.requested(callback) }) else {
      callback?()
      return
    }
    workPort.cancel(side(.work))
    completionPort.cancel(side(.completion))
    workPort.close(side(.work))
  }

  /// Nothing submitted through this queue is outstanding on that port, nor will be.
  func deliverTermination(of role: PortRole) {
    port(role).markTerminated(side(role))
    if role == .work {
      completionPort.close(side(.completion))
    } else {
      CurrentCallback.run(of: self) { callTerminationCallbacks() }
    }
  }

  private func callTerminationCallbacks() {
    while let callbacks = takeTerminationCallbacks() {
      for callback in callbacks { callback() }
    }
  }

  private func takeTerminationCallbacks() -> [@Sendable () -> Void]? {
    termination.withLock { termination in
      let callbacks = termination.takeCallbacksOrFinish()
      if callbacks == nil { self.termination.notifyAll() }
      return callbacks
    }
  }

  func waitForTermination() {
    termination.wait { $0.isFinished ? () : nil }
  }

  // MARK: Last handle

  /// Nobody can submit or dispatch through this queue any more. What waits on a manual port, which
  /// only its dispatchers serve, runs cancelled now; what waits on an automatic port still runs.
  func lastHandleClosed() {
    for role in PortRole.allCases where port(role).mode == .manual {
      port(role).drainCancelled(side(role))
    }
  }
}

/// The one termination of a queue.
///
///     none ──requested──▶ running ──both ports have ended, no callback left──▶ finished
struct Termination {
  private enum Phase { case none, running, finished }

  private var phase = Phase.none
  private var callbacks: [@Sendable () -> Void] = []

  var isFinished: Bool { phase == .finished }

  /// - Returns: whether the callback will be called at the end; otherwise that has been, and the caller
  ///   calls it.
  mutating func requested(_ callback: (@Sendable () -> Void)?) -> Bool {
    if phase == .finished { return false }
    if let callback { callbacks.append(callback) }
    phase = .running
    return true
  }

  mutating func takeCallbacksOrFinish() -> [@Sendable () -> Void]? {
    if callbacks.isEmpty {
      phase = .finished
      return nil
    }
    defer { callbacks = [] }
    return callbacks
  }
}
