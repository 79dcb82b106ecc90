/// One queue's side of a port: what was submitted through this queue and how far its termination is.
/// Several queues may share a port; each has its own side of it. Whoever holds a side keeps the queue
/// alive, as every pending callback does.
struct QueueSide: Sendable {
  let queue: QueueCore
  let role: PortRole

  var port: Port { queue.port(role) }

  /// Only under the port's lock.
  var state: QueueSideState {
    get { role == .work ? queue.workState : queue.completionState }
    nonmutating set {
      if role == .work { queue.workState = newValue } else { queue.completionState = newValue }
    }
  }

  static func == (a: QueueSide, b: QueueSide) -> Bool { a.queue === b.queue && a.role == b.role }
}

/// The lifecycle of one queue's side of a port.
///
///     active ──cancel──▶ cancelled ──close──▶ terminating ──(nothing outstanding)──▶ terminated
///
/// Cancelled: callbacks still may be submitted, and run cancelled. Terminating: submitting is refused.
struct QueueSideState {
  enum Phase { case active, cancelled, terminating, terminated }

  private(set) var phase = Phase.active
  /// Whether nobody will ever dispatch the port for this queue again.
  private(set) var isAbandoned = false
  /// Callbacks that were submitted through this queue and have not returned, delayed ones included.
  private(set) var outstanding = 0

  var isCancelled: Bool { phase != .active }

  mutating func submitted() throws(TaskQueueError) {
    guard phase == .active || phase == .cancelled else { throw .terminated }
    outstanding += 1
  }

  /// - Returns: whether this was what the queue's termination waited for.
  mutating func callbackReturned() -> Bool {
    outstanding -= 1
    return phase == .terminating && outstanding == 0
  }

  mutating func cancel() {
    if phase == .active { phase = .cancelled }
  }

  /// Cancels what comes from now on, which is to run where it is submitted.
  mutating func abandon() {
    cancel()
    isAbandoned = true
  }

  /// - Returns: whether there is nothing the queue's termination has to wait for.
  mutating func close() -> Bool {
    guard phase == .active || phase == .cancelled else { return false }
    phase = .terminating
    return outstanding == 0
  }

  mutating func terminated() { phase = .terminated }

  /// Whether a dispatch for this queue stops waiting when there is nothing. Inside one of the queue's
  /// own callbacks, which the termination waits for, that is from the call of `terminate` on.
  func endsWaiting(insideItsCallback isInside: Bool) -> Bool {
    phase == .terminated || (isInside && isCancelled)
  }
}
