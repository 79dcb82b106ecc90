import Synchronization

/// What a queue is, behind its handles: two sides of ports and one termination.
///
/// It lives for as long as something needs it: a side that is open or has callbacks outstanding, a
/// termination that is on its way. These are counted as lives, so that a callback costs no reference.
// @unchecked: the sides are set once; what changes of them is atomic.
final class QueueCore: @unchecked Sendable {
  let workPort: Port
  let completionPort: Port
  private(set) var workSide: QueueSide! = nil
  private(set) var completionSide: QueueSide! = nil
  let name: String
  let monitors = Monitor<[RegistrationToken: SubmitMonitor]>([:])
  /// How often the termination is suspended. Each is counted on the work side, too.
  let suspensions = Atomic<UInt>(0)
  private let termination = Monitor(Termination())
  private let lives = Atomic<Int>(2)

  init(name: String, work: Port, completion: Port) {
    self.name = name
    workPort = work
    completionPort = completion
    workSide = QueueSide(queue: self, port: work, role: .work)
    completionSide = QueueSide(queue: self, port: completion, role: .completion)
    work.attach(workSide)
    completion.attach(completionSide)
    LiveQueues.shared.add(self)
    _ = Unmanaged.passRetained(self)
  }

  deinit {
    LiveQueues.shared.remove(self)
    for monitor in monitors.withLock({ $0.values }) {
      workPort.remove(monitor)
      completionPort.remove(monitor)
    }
    workPort.state.withLock { $0.detach(workSide) }
    completionPort.state.withLock { $0.detach(completionSide) }
    workSide.deallocate()
    completionSide.deallocate()
  }

  @inline(__always)
  func port(_ role: PortRole) -> Port { role == .work ? workPort : completionPort }
  @inline(__always)
  func side(_ role: PortRole) -> QueueSide { role == .work ? workSide : completionSide }

  func submit(
    _ callback: Callback, to role: PortRole, after delay: Duration = .zero
  ) throws(TaskQueueError) {
    guard port(role).submit(callback, through: side(role), after: delay) else { throw .terminated }
  }

  // MARK: Lives

  /// Something is outstanding again on a side that has no handle. The caller keeps the queue alive
  /// meanwhile.
  func sideBegins() { lives.add(1, ordering: .relaxed) }  // relaxed: the caller has a life

  /// Nothing keeps the side any more. The queue may be gone when this returns.
  func sideFinished() {
    // releasing and acquiring: whoever comes last sees what all did
    if lives.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 {
      Unmanaged.passUnretained(self).release()
    }
  }

  // MARK: Termination

  /// Cancels at once, then ends the work port, then the completion port, then calls `callback`.
  ///
  /// Several threads may be in here: each takes every step, the first to come has the effect. So the
  /// work port is closed when any of them returns.
  func terminate(_ callback: (@Sendable () -> Void)?) {
    switch termination.withLock({ $0.requested(callback) }) {
    case .finished:
      callback?()
      return
    case .begins:
      sideBegins()
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
      sideFinished()
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

  /// Has the termination wait at the end of the work port until `resumeTermination`. Counted.
  func suspendTermination() throws(TaskQueueError) {
    let before = workSide.count()
    suspensions.add(1, ordering: .releasing)
    if before.isRefusing {
      resumeTermination()
      throw .terminated
    }
  }

  func resumeTermination() {
    // First the one and then the other: in between the port counts as not empty.
    suspensions.subtract(1, ordering: .releasing)
    let after = workSide.uncount()
    if after.isAwaitedZero { workPort.makeDeliverableIfDone(workSide) }
    if after.isFinished { sideFinished() }
  }

  func waitForTermination() {
    termination.wait { $0.isFinished ? () : nil }
  }

  // MARK: Last handle

  /// Nobody can submit or dispatch through this queue any more.
  func lastHandleClosed() {
    workPort.forgetWaiters(of: workSide)
    completionPort.forgetWaiters(of: completionSide)
    workPort.lastHandleClosed(workSide)
    completionPort.lastHandleClosed(completionSide)
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
