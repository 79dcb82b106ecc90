import Synchronization

/// What a queue is, behind its handles: two sides of ports and one termination.
///
/// It lives for as long as something needs it: a side that is open or has callbacks outstanding, a
/// termination that is on its way. These are counted as lives, so that a callback costs no reference.
// @unchecked: the sides are set once; what changes of them is atomic.
package final class QueueCore: @unchecked Sendable {
  let workPort: Port
  let completionPort: Port
  let workSide: QueueSide
  let completionSide: QueueSide
  let name: String
  /// Guarded by `LiveQueues`.
  var neighbours = LiveQueues.Neighbours()
  let suspensions = Suspensions()
  let state = Monitor(QueueState())
  private let lives = Atomic<Int>(2)
  /// How many `TaskQueue` there are of this: all but the first come from `openAgain`.
  private let handles = Atomic<Int>(1)
  /// Let go of with the last handle.
  let companion = Companion()

  init(name: String, work: Port, completion: Port) {
    self.name = name
    workPort = work
    completionPort = completion
    (workSide, completionSide) = QueueSide.pair(work: work, completion: completion)
    workSide.belongs(to: self)
    completionSide.belongs(to: self)
    work.attach(workSide)
    completion.attach(completionSide)
    LiveQueues.shared.add(self)
    _ = Unmanaged.passRetained(self)
  }

  deinit {
    for monitor in state.withLock({ $0.monitors.values }) {
      workPort.remove(monitor)
      completionPort.remove(monitor)
    }
    workPort.detach(workSide)
    completionPort.detach(completionSide)
    workSide.deallocatePair()
    LiveQueues.shared.hasEnded()
  }

  @inline(__always)
  func port(_ role: PortRole) -> Port { role == .work ? workPort : completionPort }
  @inline(__always)
  func side(_ role: PortRole) -> QueueSide { role == .work ? workSide : completionSide }

  func submit(
    _ callback: Callback, to role: PortRole, after delay: Duration = .zero
  ) throws(TaskQueueError) {
    let side = side(role)
    guard side.withPort({ $0.submit(callback, through: side, after: delay) }) else {
      throw .terminated
    }
  }

  // MARK: Lives

  /// Something more keeps the queue alive. The caller does, too, meanwhile.
  ///
  /// - Returns: whether nothing did before: then call `LiveQueues.addAgain`, with no lock held.
  func livesOn() -> Bool {
    // relaxed: the caller sees to it that nothing goes on while this does
    let isNeededAgain = lives.add(1, ordering: .relaxed).oldValue == 0
    if isNeededAgain { _ = Unmanaged.passRetained(self) }
    return isNeededAgain
  }

  /// Something keeps the queue alive no longer. It may be gone when this returns.
  func letGo() {
    // releasing and acquiring: whoever comes last sees what all did
    if lives.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 {
      LiveQueues.shared.ends(self)
      Unmanaged.passUnretained(self).release()
    }
  }

  // MARK: Termination

  /// Cancels at once, then ends the work port, then the completion port, then calls `callback`.
  ///
  /// Several threads may be in here: each takes every step, the first to come has the effect. So the
  /// work port is closed when any of them returns.
  func terminate(_ callback: (@Sendable () -> Void)?) {
    switch state.withLock({ $0.termination.requested(callback) }) {
    case .finished:
      callback?()
      return
    case .begins:
      if livesOn() { LiveQueues.shared.addAgain(self) }
    case .goesOn:
      break
    }
    workPort.cancel(workSide)
    completionPort.cancel(completionSide)
    workPort.close(workSide)
    TerminationWatch.tell(self)
  }

  /// Nothing submitted through this queue is outstanding on that port, nor will be.
  func deliverTermination(of role: PortRole) {
    port(role).markTerminated(side(role))
    if role == .work {
      completionPort.close(side(.completion))
    } else {
      CurrentCallback.run(of: completionSide) { callTerminationCallbacks() }
      letGo()
    }
  }

  private func callTerminationCallbacks() {
    while let callbacks = takeTerminationCallbacks() {
      for callback in callbacks { callback() }
    }
  }

  private func takeTerminationCallbacks() -> [@Sendable () -> Void]? {
    state.withLock { state in
      let callbacks = state.termination.takeCallbacksOrFinish()
      if callbacks == nil { self.state.notifyAll() }
      return callbacks
    }
  }

  /// Has the termination wait at the end of the work port, and the queue live, until `resumeTermination`.
  /// Counted.
  func suspendTermination() throws(TaskQueueError) {
    switch suspensions.add() {
    case .done: break
    case .refused: throw .terminated
    case .watched:
      if !workPort.suspendTermination(of: workSide, self) { throw .terminated }
    }
  }

  /// The queue may be gone when this returns.
  ///
  /// - Returns: whether there was a suspension to take back.
  @discardableResult
  func resumeTermination() -> Bool {
    switch suspensions.remove() {
    case .done: true
    case .refused: false
    case .watched: workPort.resumeTermination(of: workSide, self)
    }
  }

  func waitForTermination() {
    state.wait { $0.termination.isFinished ? () : nil }
  }

  // MARK: Handles

  /// One handle more, for who has none and knows the queue.
  ///
  /// - Returns: whether there is any: a queue whose last one has closed has no other one ever again.
  func openAgain() -> Bool {
    var count = handles.load(ordering: .relaxed)  // relaxed: the exchange decides
    while count > 0 {
      let (done, seen) = handles.weakCompareExchange(
        expected: count, desired: count + 1, ordering: .relaxed)  // relaxed: counts, as below
      if done { return true }
      count = seen
    }
    return false
  }

  func closeHandle() {
    // releasing and acquiring: whoever closes the last one comes after all that was done with the others
    if handles.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 { lastHandleClosed() }
  }

  /// Nobody can submit or dispatch through this queue any more.
  private func lastHandleClosed() {
    companion.letGo()
    workPort.forgetWaiters(of: workSide)
    completionPort.forgetWaiters(of: completionSide)
    workPort.lastHandleClosed(workSide, of: self)
    completionPort.lastHandleClosed(completionSide, of: self)
  }
}

/// What a queue holds behind its own lock.
struct QueueState {
  var termination = Termination()
  var monitors: [RegistrationToken: SubmitMonitor] = [:]
}

/// The one termination of a queue.
///
///     none ──requested──▶ running ──both ports have ended, no callback left──▶ finished
struct Termination {
  private enum Phase { case none, running, finished }

  private var phase = Phase.none
  private var callbacks: [@Sendable () -> Void] = []

  var isFinished: Bool { phase == .finished }

  enum Request { case begins, goesOn, finished }

  /// - Returns: `finished` where the callback has to be called by the caller: the end is past.
  mutating func requested(_ callback: (@Sendable () -> Void)?) -> Request {
    if phase == .finished { return .finished }
    if let callback { callbacks.append(callback) }
    defer { phase = .running }
    return phase == .none ? .begins : .goesOn
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
