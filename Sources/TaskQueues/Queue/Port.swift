import CLinux
import Synchronization

/// A first-in-first-out queue of callbacks with a dispatch mode, shared by the queues made on it.
final class Port: Sendable {
  let mode: DispatchMode
  let environment: Environment
  let ready = ReadyQueue()
  let waiting = WaitingThreads()
  let slot = SerialSlot()
  let pooled = PooledExecutions()
  let state = Monitor(PortState())

  /// What a submit and a dispatch have to look after beside the callbacks. Mostly nothing.
  let attention = Atomic<UInt32>(0)

  enum Attention {
    /// A termination waits to be told.
    static let deliverable: UInt32 = 1
    /// Nobody will ever dispatch the port again: what is appended runs where that happens, cancelled.
    static let abandoned: UInt32 = 2
  }

  init(mode: DispatchMode, environment: Environment) {
    self.mode = mode
    self.environment = environment
  }

  // MARK: Submitting

  @inline(__always)
  func submit(_ callback: Callback, through owner: QueueSide) throws(TaskQueueError) {
    try count(owner)
    if mode == .immediate {
      run(PendingCallback(callback: callback, owner: owner))
    } else {
      append(PendingCallback(callback: callback, owner: owner))
    }
  }

  func submit(
    _ callback: Callback, through owner: QueueSide, after delay: Duration
  ) throws(TaskQueueError) {
    guard delay > .zero else { return try submit(callback, through: owner) }
    let due = environment.clock.now.advanced(by: delay)
    let pending = PendingCallback(callback: callback, owner: owner)
    try count(owner)
    let isLate = state.withLock { state in
      // A queue that has begun to end has taken its delayed callbacks out: this one is ready, too.
      if owner.word.isRefusing { return true }
      state.delayed.insert(pending, due: due)
      setAlarm(state)
      return false
    }
    if isLate { append(pending) }
  }

  @inline(__always)
  private func count(_ owner: QueueSide) throws(TaskQueueError) {
    let before = owner.count()
    if before.isFinished { owner.queue.sideBegins() }
    if before.isRefusing {
      refuse(owner)
      throw .terminated
    }
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

  /// Wakes whoever is to run what has just become ready.
  @inline(__always)
  func announce() {
    waiting.wakeOneIfAny()
    switch mode {
    case .manual: break
    case .serializedThreadPool: if slot.promise() { environment.pool.submit(self) }
    case .threadPool, .immediate: if pooled.appended() { environment.pool.submit(self) }
    }
    if attention.load(ordering: .sequentiallyConsistent) & Attention.abandoned != 0 {
      drainAbandoned()
    }
  }

  // MARK: Running

  /// Runs a callback. Lets go of what it holds before its queue may learn that it has returned: nothing
  /// of it is alive when a termination is told.
  @inline(__always)
  func run(_ pending: consuming PendingCallback) {
    let owner = pending.owner
    let isCancelled = owner.word.isCancelled
    CurrentCallback.run(of: owner.queue) { pending.callback(cancelled: isCancelled) }
    _ = consume pending
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

  /// Makes ready what is due.
  func ring(at now: Instant) {
    let due = state.withLock { state in
      var due: [PendingCallback] = []
      while let callback = state.delayed.takeDue(at: now) { due.append(callback) }
      setAlarm(state)
      return due
    }
    for callback in due { append(callback) }
  }
}
