/// How far one queue's side of a port is: its termination, its handles, and whether it keeps its queue.
///
///     active ──cancel──▶ cancelled ──close──▶ terminating ──terminate──▶ terminated
///
/// Cancelled: callbacks still may be submitted, and run cancelled. Terminating: submitting is refused.
/// Guarded by the port's lock.
struct SideLife {
  enum Phase: UInt8 { case active, cancelled, terminating, terminated }

  private(set) var phase = Phase.active
  /// Whether the queue has handles.
  private(set) var isOpen = true
  /// Whether the termination has been told, or is on its way to be.
  private var isDelivered = false
  /// Whether whoever dispatches the port has been told that the termination waits there.
  private var isAnnounced = false
  /// Whether the side keeps its queue alive: as long as it has handles, callbacks that
  /// are outstanding or suspensions of its termination.
  private(set) var keepsQueue = true

  mutating func cancel() { phase = max(phase, .cancelled) }

  mutating func close() { phase = max(phase, .terminating) }

  mutating func terminate() { phase = .terminated }

  mutating func closeLastHandle() { isOpen = false }

  /// A callback is submitted, or the termination suspended.
  ///
  /// - Returns: whether the side keeps its queue alive from now on, and did not before.
  mutating func begins() -> Bool {
    defer { keepsQueue = true }
    return !keepsQueue
  }

  /// The termination waits on the port from the end of its last suspension on, perhaps for callbacks.
  ///
  /// - Returns: whether that is to be announced now. True for the first who asks.
  mutating func waitsForTermination(isSuspended: Bool) -> Bool {
    guard phase == .terminating, !isSuspended, !isAnnounced else { return false }
    isAnnounced = true
    return true
  }

  /// What is to be done once no callback is outstanding. Each is true for the first who asks.
  struct Settled: Equatable {
    /// Whether the termination is to be told now.
    var isDeliverable = false
    /// Whether the side keeps its queue alive no longer.
    var letsGo = false

    static let nothing = Settled()
  }

  /// No callback is outstanding.
  ///
  /// - Parameter isSuspended: whether the termination has to wait, and the queue to live, all the same.
  mutating func settled(isSuspended: Bool) -> Settled {
    let settled = Settled(
      isDeliverable: phase == .terminating && !isDelivered && !isSuspended,
      letsGo: keepsQueue && !isOpen && !isSuspended)
    if settled.isDeliverable { isDelivered = true }
    if settled.letsGo { keepsQueue = false }
    return settled
  }
}

extension SideLife.Phase: Comparable {
  /// Whether a dispatch for this queue stops waiting when there is nothing. Inside one of the queue's
  /// own callbacks, which the termination waits for, that is from the call of `terminate` on.
  func endsWaiting(insideItsCallback isInside: Bool) -> Bool {
    self == .terminated || (isInside && self != .active)
  }

  static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
