import CLinux

/// One descriptor that is waited for, and the callback for it.
///
///     armed ──fired──▶ submitted ──begins──▶ running ──returned──▶ armed, or ended
///
/// It ends when it is unregistered, when its queue's last handle is closed, and with the first callback
/// that runs cancelled. A queue that terminates brings that about: at once where the waiter is armed, else
/// after the callback that is under way, if that has begun too early to be cancelled itself.
///
/// `Descriptors` keeps it behind its lock.
struct Waiter {
  typealias Call = @Sendable (_ cancelled: Bool) -> Void

  enum Phase {
    case armed, submitted
    case running(pthread_t)
  }
  /// What comes after the callback that is under way.
  private enum Next { case arming, cancelling, end, unregistered }

  enum AfterReturn { case arm, submit, end }

  let owner: QueueSide
  let port: Port
  let kind: WaiterKind
  let events: WaiterEvents
  /// Nil once it is no longer watched.
  var descriptor: OwnDescriptor?
  /// Nil while it is being called.
  private var callback: Call?
  private var phase = Phase.armed
  private var next = Next.arming

  init(
    owner: QueueSide, port: Port, descriptor: OwnDescriptor, kind: WaiterKind,
    events: WaiterEvents, callback: @escaping Call
  ) {
    self.owner = owner
    self.port = port
    self.descriptor = descriptor
    self.kind = kind
    self.events = events
    self.callback = callback
  }

  var isArmed: Bool { if case .armed = phase { true } else { false } }

  /// Whether another thread is inside the callback.
  var isRunningElsewhere: Bool {
    if case .running(let thread) = phase {
      pthread_equal(thread, pthread_self()) == 0
    } else {
      false
    }
  }

  mutating func fired() { phase = .submitted }

  /// The queue terminates.
  ///
  /// - Returns: whether the last callback is to be submitted now.
  mutating func cancel() -> Bool {
    guard isArmed else {
      if case .arming = next { next = .cancelling }
      return false
    }
    phase = .submitted
    next = .end
    return true
  }

  /// - Returns: whether nothing is under way: the waiter has ended.
  mutating func unregister() -> Bool {
    next = .unregistered
    return isArmed
  }

  /// The queue has no handle any more. What was submitted runs.
  ///
  /// - Returns: whether nothing is under way: the waiter has ended.
  mutating func forget() -> Bool {
    if case .unregistered = next { return isArmed }
    next = .end
    return isArmed
  }

  /// - Returns: what to call; nil if the waiter has been unregistered and has thereby ended.
  mutating func begins(cancelled: Bool) -> Call? {
    if case .unregistered = next { return nil }
    phase = .running(pthread_self())
    if cancelled { next = .end }
    return callback.take()
  }

  /// - Parameter call: what was called, kept where it will be called again.
  mutating func returned(_ call: @escaping Call) -> AfterReturn {
    switch next {
    case .arming:
      phase = .armed
      callback = call
      return .arm
    case .cancelling:
      phase = .submitted
      callback = call
      next = .end
      return .submit
    case .end, .unregistered:
      return .end
    }
  }
}
