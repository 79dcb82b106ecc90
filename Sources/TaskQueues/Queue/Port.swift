import CLinux
import Synchronization

/// A first-in-first-out queue of callbacks with a dispatch mode, shared by the queues made on it.
public final class Port: Sendable {
  /// Who dispatches the port.
  public let mode: DispatchMode
  let environment: Environment
  let ready = ReadyQueue()
  let waiting = WaitingThreads()
  let slot = SerialSlot()
  let pooled = PooledExecutions()
  let state = Monitor(PortState())
  /// Whether a descriptor was ever waited for on this port.
  let hasHadWaiters = Atomic(false)
  package let companion = Companion()

  /// What a submit and a dispatch have to look after beside the callbacks. Mostly nothing.
  let attention = Atomic<UInt32>(0)

  enum Attention {
    /// A termination waits to be told.
    static let deliverable: UInt32 = 1
    /// Nobody will ever dispatch the port again: what is appended runs where that happens, cancelled.
    static let abandoned: UInt32 = 2
    /// Somebody wants to be told of what is put on the port.
    static let monitored: UInt32 = 4
    /// Nothing is to run until this ends, on no port of the process.
    static let suspended: UInt32 = 8
  }

  init(mode: DispatchMode, environment: Environment) {
    self.mode = mode
    self.environment = environment
  }

  // MARK: Submitting

  /// - Returns: whether the callback was taken: a queue that has begun to end refuses.
  @inline(__always)
  func submit(_ callback: Callback, through owner: QueueSide, after delay: Duration) -> Bool {
    if delay > .zero { return submitDelayed(callback, through: owner, after: delay) }
    if mode == .immediate { return runNow(callback, of: owner) }
    // As long as the port is one queue's alone, the position is all that has to be counted.
    if !ready.append(countedByPosition: callback, of: owner) {
      guard count(owner) else { return false }
      _ = ready.append(PendingCallback(callback, owner: owner))
    }
    announce()
    return true
  }

  @inline(__always)
  private func runNow(_ callback: Callback, of owner: QueueSide) -> Bool {
    guard count(owner) else { return false }
    if attention.load(ordering: .acquiring) & Attention.monitored != 0 { callMonitors() }
    run(PendingCallback(callback, owner: owner))
    return true
  }

  @inline(never)
  private func submitDelayed(
    _ callback: Callback, through owner: QueueSide, after delay: Duration
  ) -> Bool {
    let due = environment.clock.now.advanced(by: delay)
    guard count(owner) else { return false }
    let isLate = state.withLock { state in
      // A queue that has begun to end has taken its delayed callbacks out: this one is ready, too.
      if owner.isRefusing { return true }
      state.delayed.insert(
        DelayedCallback(callback: callback, owner: owner), due: due, leeway: Self.leeway(of: delay))
      setAlarm(&state)
      return false
    }
    if isLate { append(PendingCallback(callback, owner: owner)) }
    return true
  }

  /// - Returns: whether the callback is counted, and not refused.
  @inline(__always)
  private func count(_ owner: QueueSide) -> Bool {
    owner.countSubmitted() || countCarefully(owner)
  }

  /// The queue has begun to end, or has no handle any more.
  @inline(never)
  private func countCarefully(_ owner: QueueSide) -> Bool {
    state.withLock { _ in
      if owner.isRefusing { return false }
      owner.countSubmittedAlways()
      if owner.update({ $0.submitted() }) { owner.queue.livesOn() }
      return true
    }
  }

  /// Makes a callback ready that has been counted, and wakes who is to run it.
  @inline(__always)
  func append(_ pending: consuming PendingCallback) {
    let owner = pending.owner
    // Counted twice for a moment: as long as that is so, it keeps its queue alive.
    if ready.append(pending) { returned(1, of: owner) }
    announce()
  }

  /// Makes callbacks ready one by one. Each is let go of here before it may run elsewhere: nothing of it
  /// is alive when a termination is told.
  func append(_ callbacks: consuming [DelayedCallback]) {
    var rest = consume callbacks
    rest.reverse()
    while let pending = Self.popLast(&rest) { append(pending) }
  }

  @inline(never)
  private static func popLast(_ rest: inout [DelayedCallback]) -> PendingCallback? {
    guard let next = rest.popLast() else { return nil }
    return PendingCallback(next.callback, owner: next.owner)
  }

  /// Wakes whoever is to run what has just become ready.
  @inline(__always)
  func announce() {
    let attention = attention.load(ordering: .sequentiallyConsistent)
    if attention & Attention.suspended == 0 { wakeDispatchers() }
    if attention & ~Attention.deliverable != 0 { announceCarefully(attention) }
  }

  @inline(__always)
  private func wakeDispatchers() {
    waiting.wakeOneIfAny()
    switch mode {
    case .manual: break
    case .serializedThreadPool: if slot.promise() { environment.pool.submit(self) }
    case .threadPool, .immediate: if pooled.appended() { environment.pool.submit(self) }
    }
  }

  @inline(never)
  private func announceCarefully(_ attention: UInt32) {
    if attention & Attention.suspended != 0 { return }
    if attention & Attention.monitored != 0 { callMonitors() }
    if attention & Attention.abandoned != 0 { drainAbandoned() }
  }

  // MARK: Running

  /// Runs a callback. Lets go of what it holds before its queue may learn that it has returned: nothing
  /// of it is alive when a termination is told.
  @inline(__always)
  func run(_ pending: consuming PendingCallback) {
    let owner = pending.owner
    call(pending)
    returned(1, of: owner)
  }

  /// Runs a callback as one of several, which are counted together where they are one queue's.
  @inline(__always)
  func run(_ pending: consuming PendingCallback, _ returns: inout Returns) {
    let owner = pending.owner
    if returns.owner != owner { count(&returns) }
    returns.owner = owner
    call(pending)
    returns.count &+= 1
  }

  @inline(__always)
  private func call(_ pending: consuming PendingCallback) {
    let owner = pending.owner
    let isCancelled = owner.isCancelled
    // What is consumed inside a closure has to be taken out of something.
    var pending: PendingCallback? = pending
    CurrentCallback.run(of: owner) { pending.take()?.call(cancelled: isCancelled) }
  }

  /// Callbacks of one queue that have returned and are not counted as that yet. It makes no difference to
  /// anyone as long as another one of that queue has been taken and not returned: the queue then waits for
  /// that one. So they are counted before anything else is looked for.
  struct Returns {
    fileprivate(set) var owner: QueueSide?
    fileprivate(set) var count: UInt = 0
  }

  @inline(__always)
  func count(_ returns: inout Returns) {
    guard let owner = returns.owner, returns.count > 0 else { return }
    returned(returns.count, of: owner)
    returns.count = 0
  }

  /// Callbacks have returned. Their queue may be gone after, and this port with it.
  @inline(__always)
  private func returned(_ count: UInt, of owner: QueueSide) {
    if !owner.countReturned(count) { returnedWatched(count, of: owner) }
  }

  @inline(never)
  private func returnedWatched(_ count: UInt, of owner: QueueSide) {
    let (queue, role) = (owner.queue, owner.role)
    let settled = state.withLock { state in
      owner.countReturnedAlways(count)
      return settle(owner, state)
    }
    if settled.isDeliverable { queue.deliverTermination(of: role) }
    if settled.letsGo { queue.letGo() }
  }

  /// What is to be done where nothing of a queue is outstanding any more.
  func settle(_ owner: QueueSide, _ state: borrowing PortState) -> SideLife.Settled {
    guard state.outstanding(of: owner, ready) == 0 else { return .nothing }
    let isSuspended = owner.role == .work && owner.queue.isTerminationSuspended
    return owner.update { $0.settled(isSuspended: isSuspended) }
  }

  /// How many callbacks have ever been made ready, and how many of them have been taken.
  var progress: (madeReady: UInt, taken: UInt) { (ready.appended, ready.taken) }
}

// MARK: - Delays

extension Port: Alarm {
  /// Call it after every change of what is delayed.
  func setAlarm(_ state: inout PortState) {
    let alarm = state.delayed.earliest.map { earliest in
      PortState.AlarmTime(earliest: earliest, latest: state.delayed.latest ?? earliest)
    }
    guard state.alarm != alarm else { return }
    state.alarm = alarm
    environment.clock.set(
      self, to: alarm?.earliest, leeway: alarm.map { $0.earliest.duration(to: $0.latest) } ?? .zero)
  }

  /// How much later than its due time a callback may become ready, so that those that are due at about the
  /// same time share an awakening: a five-hundredth of a short delay, up to twice that of a long one, and
  /// no more than 8 ms.
  private static func leeway(of delay: Duration) -> Duration {
    let delay = delay.wholeNanoseconds
    let leeway = max(delay / 512, (delay - 100_000_000) / 256)
    return min(.nanoseconds(leeway), .milliseconds(8))
  }

  /// Makes ready what is due. Called by the clock.
  public func ring(at now: Instant) {
    let due = state.withLock { state in
      let due = state.delayed.takeDue(at: now)
      state.alarm = nil
      setAlarm(&state)
      return due
    }
    append(consume due)
  }
}
