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
  let companion = Companion()

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
    /// Somebody has a descriptor that is readable while there is something to dispatch.
    static let signalled: UInt32 = 16
    /// More than one queue has been on the port.
    static let shared: UInt32 = 32

    static let ofDispatch = deliverable | suspended | signalled
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
    if CurrentCallback.isNone {
      run(PendingCallback(callback, owner: owner))
    } else {
      runNested(callback, owner: owner)
    }
    return true
  }

  @inline(never)
  private func submitDelayed(
    _ callback: Callback, through owner: QueueSide, after delay: Duration
  ) -> Bool {
    let due = environment.clock.now.advanced(by: delay)
    guard count(owner) else { return false }
    let isLate = state.withLock { state in
      // A queue that has begun to end has taken its delayed callbacks out: this one is ready, too. So it
      // is where nobody dispatches any more.
      if owner.isRefusing || isAbandoned { return true }
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
    countCarefully(owner) {
      if owner.isRefusing { return false }
      owner.countSubmittedAlways()
      return true
    }
  }

  /// Counts something that keeps the queue alive, which it may have let go of.
  ///
  /// - Parameter isTaken: counts it, under the lock.
  func countCarefully(_ owner: QueueSide, _ isTaken: () -> Bool) -> Bool {
    let queue = owner.queue
    let (isCounted, isNeededAgain) = state.withLock { _ in
      guard isTaken() else { return (false, false) }
      return (true, owner.update { $0.begins() } && queue.livesOn())
    }
    if isNeededAgain { LiveQueues.shared.addAgain(queue) }
    return isCounted
  }

  /// Makes a callback ready that has been counted, and wakes who is to run it.
  @inline(__always)
  func append(_ pending: consuming PendingCallback) {
    let owner = pending.owner
    // Counted twice for a moment: as long as that is so, it keeps its queue alive.
    if ready.append(pending) && !owner.countReturned(1) { countedTwice(owner) }
    announce()
  }

  /// Makes callbacks ready in order. Each is let go of here before it may run elsewhere: nothing of it is
  /// alive when a termination is told.
  ///
  /// Call it under the lock under which they were taken out, so that none that is due later can come
  /// between, and announce as many as it returns afterwards.
  func makeReady(_ callbacks: consuming [DelayedCallback]) -> Int {
    var rest = consume callbacks
    let count = rest.count
    rest.reverse()
    while let pending = Self.popLast(&rest) {
      let owner = pending.owner
      // Counted twice for a moment, see `append`; who watches the counts waits for the lock.
      if ready.append(pending) { owner.countReturnedAlways(1) }
    }
    return count
  }

  @inline(never)
  private static func popLast(_ rest: inout [DelayedCallback]) -> PendingCallback? {
    guard let next = rest.popLast() else { return nil }
    return PendingCallback(next.callback, owner: next.owner)
  }

  func announce(_ count: Int) {
    for _ in 0..<count { announce() }
  }

  /// Wakes whoever is to run what has just become ready.
  @inline(__always)
  func announce() {
    let attention = attention.load(ordering: .sequentiallyConsistent)
    if attention & Attention.suspended == 0 { wakeDispatchers() }
    if attention & ~(Attention.deliverable | Attention.shared) != 0 {
      announceCarefully(attention)
    }
  }

  @inline(__always)
  private func wakeDispatchers() {
    waiting.wakeOneIfAny()
    switch mode {
    case .manual: break
    case .serializedThreadPool:
      if slot.promise() { environment.pool.submit(PoolExecution(port: self, kind: .dispatch)) }
    case .threadPool, .immediate:
      if pooled.appended() { environment.pool.submit(PoolExecution(port: self, kind: .dispatch)) }
    }
  }

  @inline(never)
  private func announceCarefully(_ attention: UInt32) {
    if attention & Attention.suspended != 0 { return }
    if attention & Attention.signalled != 0 { updateReadySignal() }
    guard attention & (Attention.monitored | Attention.abandoned) != 0 else { return }
    if SystemThread.isService {
      environment.pool.submit(PoolExecution(port: self, kind: .announcement))
    } else {
      callWhoIsTold()
    }
  }

  /// Calls what others want to have called for each thing that is put on the port.
  func callWhoIsTold() {
    if attention.load(ordering: .acquiring) & Attention.monitored != 0 { callMonitors() }
    if isAbandoned { drainAbandoned() }
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

  /// Runs a callback as one of several, which are counted together where the port is one queue's: nobody's
  /// termination is told while the next callback has been taken, which it may wait for or dispatch.
  @inline(__always)
  func run(_ pending: consuming PendingCallback, _ returns: inout Returns) {
    let owner = pending.owner
    // Only where the port has come to be shared just now.
    if returns.owner != owner { count(&returns) }
    returns.owner = owner
    call(pending)
    returns.count &+= 1
    // relaxed: a queue that is seen too late is as one that came later
    if attention.load(ordering: .relaxed) & Attention.shared != 0 { count(&returns) }
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
    let isSuspended = isTerminationSuspended(of: owner)
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
    let count = state.withLock { state in
      let due = state.delayed.takeDue(at: now)
      state.alarm = nil
      setAlarm(&state)
      return makeReady(due)
    }
    announce(count)
  }
}
