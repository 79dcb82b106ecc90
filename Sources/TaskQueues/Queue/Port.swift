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
    guard count(owner) else { return false }
    if mode == .immediate {
      if attention.load(ordering: .acquiring) & Attention.monitored != 0 { callMonitors() }
      run(PendingCallback(callback, owner: owner))
    } else {
      append(PendingCallback(callback, owner: owner))
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
      // A queue that has begun to end has taken its delayed callbacks out: this one is ready, too.
      if owner.word.isRefusing { return true }
      state.delayed.insert(DelayedCallback(callback: callback, owner: owner), due: due)
      setAlarm(state)
      return false
    }
    if isLate { append(PendingCallback(callback, owner: owner)) }
    return true
  }

  /// - Returns: whether the callback is counted, and not refused.
  @inline(__always)
  private func count(_ owner: QueueSide) -> Bool {
    let before = owner.count()
    if before.isFinished { owner.queue.sideBegins() }
    if before.isRefusing { refuse(owner) }
    return !before.isRefusing
  }

  /// Takes back the count of a callback that is refused. Where the termination waited for just that, it
  /// is told where the port is dispatched, as it would have been.
  @inline(never)
  private func refuse(_ owner: QueueSide) {
    let after = owner.uncount()
    if after.isAwaitedZero { makeDeliverableIfDone(owner) }
    if after.isFinished { owner.queue.sideFinished() }
  }

  /// Makes a callback ready that has been counted, and wakes who is to run it.
  @inline(__always)
  func append(_ pending: consuming PendingCallback) {
    ready.append(pending)
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
    while let pending = Self.popLast(&rest) { ready.append(pending) }
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
    let isCancelled = owner.word.isCancelled
    // What is consumed inside a closure has to be taken out of something.
    var pending: PendingCallback? = pending
    CurrentCallback.run(of: owner) { pending.take()?.call(cancelled: isCancelled) }
    let after = owner.uncount()
    if after.isAwaitedZero { lastReturned(owner, after) }
  }

  /// - Parameter word: what the side was when nothing was outstanding any more.
  @inline(never)
  private func lastReturned(_ owner: QueueSide, _ word: SideWord) {
    let (before, after) = owner.update { $0.deliver() }
    if before != after { owner.queue.deliverTermination(of: owner.role) }
    if word.isFinished { owner.queue.sideFinished() }
  }

  /// How many callbacks have ever been made ready, and how many of them have been taken.
  var progress: (madeReady: UInt, taken: UInt) { (ready.appended, ready.taken) }
}

// MARK: - Delays

extension Port: Alarm {
  func setAlarm(_ state: borrowing PortState) {
    environment.clock.set(self, to: state.delayed.earliest)
  }

  /// Makes ready what is due. Called by the clock.
  public func ring(at now: Instant) {
    let count = state.withLock { state in
      var due: [DelayedCallback] = []
      while let callback = state.delayed.takeDue(at: now) { due.append(callback) }
      setAlarm(state)
      return makeReady(due)
    }
    announce(count)
  }
}
