import DequeModule
import Synchronization

/// A first-in-first-out queue of callbacks with a dispatch mode, shared by the queues made on it.
final class Port: Alarm {
  let mode: DispatchMode
  let environment: Environment
  let state = Monitor(PortState())

  /// Whether there may be something to dispatch: what a poll of an empty port reads, and nothing else.
  /// Written under the lock only.
  private let mayHaveSomething = Atomic<Bool>(false)

  init(mode: DispatchMode, environment: Environment) {
    self.mode = mode
    self.environment = environment
  }

  // MARK: Submitting

  func submit(
    _ callback: Callback, through owner: QueueSide, after delay: Duration
  ) throws(TaskQueueError) {
    let pending = PendingCallback(callback: callback, owner: owner)
    if delay > .zero {
      let due = environment.clock.now.advanced(by: delay)
      try state.withLock { state throws(TaskQueueError) in
        try owner.state.submitted()
        state.delayed.insert(pending, due: due)
        setAlarm(&state)
      }
    } else {
      let next = try state.withLock { state throws(TaskQueueError) in
        try owner.state.submitted()
        guard runsWhereSubmitted(owner) else {
          return Submitted.ready(makeReady([pending], &state))
        }
        state.running += 1
        return .runNow(cancelled: owner.state.isCancelled)
      }
      switch next {
      case .ready(let executions): askPool(for: executions)
      case .runNow(let isCancelled): run(consume pending, cancelled: isCancelled)
      }
    }
  }

  private enum Submitted {
    /// The pool is to be asked for so many executions.
    case ready(Int)
    case runNow(cancelled: Bool)
  }

  /// Whether no other thread is to run what arrives through `owner`, or to be told that it has ended.
  private func runsWhereSubmitted(_ owner: QueueSide) -> Bool {
    mode == .immediate || owner.state.isAbandoned
  }

  /// Makes callbacks ready and wakes who waits for them. Under the lock.
  ///
  /// - Returns: how many executions the pool is to be asked for, after unlocking.
  private func makeReady(_ callbacks: some Collection<PendingCallback>, _ state: inout PortState)
    -> Int
  {
    if callbacks.isEmpty { return 0 }
    for callback in callbacks { state.makeReady(callback) }
    return dispatchersAreNeeded(for: callbacks.count, &state)
  }

  private func dispatchersAreNeeded(for count: Int, _ state: inout PortState) -> Int {
    mayHaveSomething.store(true, ordering: .releasing)
    if count == 1 { self.state.notifyOne() } else { self.state.notifyAll() }
    switch mode {
    case .manual: return 0
    case .serializedThreadPool: return state.serialSlot.somethingIsReady() ? 1 : 0
    case .threadPool, .immediate: return count
    }
  }

  private func askPool(for executions: Int) {
    for _ in 0..<executions { environment.pool.submit(self) }
  }

  // MARK: Delays

  private func setAlarm(_ state: inout PortState) {
    environment.clock.set(self, to: state.delayed.earliest)
  }

  /// Makes ready what is due.
  func ring(at now: Instant) {
    let executions = state.withLock { state in
      var due: [PendingCallback] = []
      while let callback = state.delayed.takeDue(at: now) { due.append(callback) }
      setAlarm(&state)
      return makeReady(due, &state)
    }
    askPool(for: executions)
  }

  // MARK: Dispatching

  enum DispatchOutcome {
    case ran
    /// Nothing ran, but a queue's termination was delivered.
    case delivered
    case empty
  }

  private enum Taken {
    case callback(PendingCallback, cancelled: Bool)
    case termination(QueueSide)
  }

  /// Runs at most one callback on the calling thread, among the first `limit` that were ever made ready.
  func dispatchOne(limit: UInt64 = .max) -> DispatchOutcome {
    guard mayHaveSomething.load(ordering: .acquiring) else { return .empty }
    guard let taken = state.withLock({ take(limit: limit, &$0) }) else { return .empty }
    return finishAndRelease(consume taken)
  }

  /// Waits for something to dispatch, until `timeout` has passed or the queue it waits for has ended.
  func dispatchOne(waitingFor timeout: Duration?, on behalf: QueueSide) -> DispatchOutcome {
    let alarm = timeout.map { WakeAlarm(port: self, at: environment.clock.now.advanced(by: $0)) }
    if let alarm { environment.clock.set(alarm, to: alarm.instant) }
    let isInside = CurrentCallback.isInside(behalf.queue)

    let taken: Taken? = state.wait { state -> Taken?? in
      if let taken = take(limit: .max, &state) { return .some(taken) }
      let isOver =
        behalf.state.endsWaiting(insideItsCallback: isInside)
        || alarm?.hasRung(environment.clock) == true
      return isOver ? .some(nil) : nil
    }

    if let alarm { environment.clock.set(alarm, to: nil) }
    guard let taken = consume taken else { return .empty }
    return finishAndRelease(consume taken)
  }

  /// How many callbacks have ever been made ready, and how many of them have been taken.
  var progress: (madeReady: UInt64, taken: UInt64) {
    state.withLock { ($0.madeReady, $0.taken) }
  }

  /// For each call of `ThreadPool.submit`: one callback of a concurrent port, and what was ready when it
  /// came of a serialized one. What that submits meanwhile queues for the pool like any other port.
  func dispatchFromPool() {
    if mode == .serializedThreadPool { dispatchSerially() } else { _ = dispatchOne() }
  }

  private func dispatchSerially() {
    let limit = state.withLock { $0.serialSlot.take() ? $0.madeReady : nil }
    guard let limit else { return }
    while let taken = state.withLock({ takeNext(limit: limit, &$0) }) { _ = finish(consume taken) }
    releaseSerialSlot()
  }

  private func take(limit: UInt64, _ state: inout PortState) -> Taken? {
    guard state.hasSomethingToDispatch else {
      mayHaveSomething.store(false, ordering: .relaxed)  // under the lock, as every write
      return nil
    }
    if !state.hasDeliverable && state.taken >= limit { return nil }
    if mode == .serializedThreadPool && !state.serialSlot.take() { return nil }
    return takeNext(limit: limit, &state)
  }

  private func takeNext(limit: UInt64, _ state: inout PortState) -> Taken? {
    if let owner = state.takeDeliverable() { return .termination(owner) }
    guard state.taken < limit, let callback = state.takeReady() else { return nil }
    state.running += 1
    return .callback(callback, cancelled: callback.owner.state.isCancelled)
  }

  private func finish(_ taken: consuming Taken) -> DispatchOutcome {
    switch consume taken {
    case .callback(let callback, let isCancelled):
      run(consume callback, cancelled: isCancelled)
      return .ran
    case .termination(let owner):
      owner.queue.deliverTermination(of: owner.role)
      return .delivered
    }
  }

  private func finishAndRelease(_ taken: consuming Taken) -> DispatchOutcome {
    let outcome = finish(taken)
    releaseSerialSlot()
    return outcome
  }

  /// Lets go of what the callback holds before its queue may learn that it has returned: nothing of it
  /// is alive when a termination is told.
  private func run(_ pending: consuming PendingCallback, cancelled: Bool) {
    let owner = pending.owner
    CurrentCallback.run(of: owner.queue) { pending.callback(cancelled: cancelled) }
    _ = consume pending
    let isLastOfItsQueue = state.withLock { state in
      state.running -= 1
      return owner.state.callbackReturned()
    }
    if isLastOfItsQueue { owner.queue.deliverTermination(of: owner.role) }
  }

  private func releaseSerialSlot() {
    guard mode == .serializedThreadPool else { return }
    let needsExecution = state.withLock { state in
      defer { if state.hasSomethingToDispatch { self.state.notifyOne() } }
      return state.serialSlot.release(moreIsReady: state.hasSomethingToDispatch)
    }
    if needsExecution { askPool(for: 1) }
  }

  // MARK: Terminating one queue

  /// Callbacks submitted through `owner` run cancelled from now on. Lets go of who waits in a dispatch
  /// inside a callback of its queue.
  func cancel(_ owner: QueueSide) {
    state.withLock { _ in
      owner.state.cancel()
      state.notifyAll()
    }
  }

  /// Refuses what is submitted through `owner` from now on, and makes its delayed callbacks ready.
  /// Once nothing of it is outstanding, its termination is delivered on this port's threads.
  func close(_ owner: QueueSide) {
    var isDeliveredHere = false
    let executions = state.withLock { state in
      var executions = makeReady(state.delayed.takeAll(of: owner), &state)
      setAlarm(&state)
      if owner.state.close() {
        isDeliveredHere = runsWhereSubmitted(owner)
        if !isDeliveredHere {
          state.makeDeliverable(owner)
          executions += dispatchersAreNeeded(for: 1, &state)
        }
      }
      return executions
    }
    askPool(for: executions)
    if isDeliveredHere { owner.queue.deliverTermination(of: owner.role) }
  }

  /// Lets go of everyone who waits in a dispatch on behalf of `owner`.
  func markTerminated(_ owner: QueueSide) {
    state.withLock { _ in
      owner.state.terminated()
      state.notifyAll()
    }
  }

  /// Cancels everything submitted through `owner`, runs it on the calling thread and delivers its
  /// termination if that waits: for a port that nobody else will ever dispatch. What is submitted by
  /// callbacks that still run elsewhere, and a termination that ends later, runs where it happens.
  func drainCancelled(_ owner: QueueSide) {
    var (callbacks, isDeliverable) = state.withLock { state in
      owner.state.abandon()
      let delayed = state.delayed.takeAll(of: owner)
      setAlarm(&state)
      let callbacks = Deque(state.takeAllReady(of: owner) + delayed)
      state.running += callbacks.count
      return (callbacks, state.removeDeliverable(owner))
    }
    while let callback = callbacks.popFirst() { run(consume callback, cancelled: true) }
    if isDeliverable { owner.queue.deliverTermination(of: owner.role) }
  }
}

/// Wakes the threads that wait on a port when one of them has waited long enough.
private final class WakeAlarm: Alarm {
  private let port: Port
  let instant: Instant

  init(port: Port, at instant: Instant) {
    self.port = port
    self.instant = instant
  }

  func hasRung(_ clock: any TimeSource) -> Bool { clock.now >= instant }

  func ring(at now: Instant) { port.state.withLock { _ in port.state.notifyAll() } }
}
