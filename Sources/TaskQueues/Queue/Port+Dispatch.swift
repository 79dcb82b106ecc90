import CLinux
import Synchronization

extension Port {
  enum DispatchOutcome {
    case ran
    /// Nothing ran, but a queue's termination was delivered.
    case delivered
    case empty
  }

  /// What a thread has taken to run. On a serialized port it has taken the slot, too.
  private enum Taken: ~Copyable {
    case callback(PendingCallback)
    case termination(QueueSide)
  }

  /// Runs at most one callback on the calling thread, among the first `limit` that were ever made ready.
  @inline(__always)
  func dispatchOne(limit: UInt = .max) -> DispatchOutcome {
    guard isPlain else { return dispatchOneCarefully(limit: limit) }
    guard let callback = ready.take(upTo: limit) else { return .empty }
    run(callback)
    return .ran
  }

  /// Runs callbacks among the first `limit` that were ever made ready, one after the other, as long as
  /// `goesOn` says so, which is asked before each with the number of those that have run.
  ///
  /// - Returns: how many ran. Deliveries of terminations do not count.
  func dispatchSeveral(limit: UInt, while goesOn: (Int) -> Bool) -> Int {
    var ran = 0
    var returns = Returns()
    while goesOn(ran) {
      if isPlain, let callback = ready.take(upTo: limit) {
        run(callback, &returns)
        ran += 1
        continue
      }
      count(&returns)
      switch dispatchOneCarefully(limit: limit) {
      case .ran: ran += 1
      case .delivered: continue
      case .empty: return ran
      }
    }
    count(&returns)
    return ran
  }

  /// Whether there is nothing to look after but the callbacks.
  @inline(__always)
  private var isPlain: Bool {
    mode != .serializedThreadPool
      && attention.load(ordering: .acquiring) & Attention.ofDispatch == 0
  }

  @inline(never)
  private func dispatchOneCarefully(limit: UInt) -> DispatchOutcome {
    guard let taken = take(limit: limit) else { return .empty }
    return finish(taken)
  }

  /// Waits for something to dispatch, until `timeout` has passed or the queue it waits for has ended.
  /// That another queue on the port has ended does not end it.
  func dispatchOne(waitingFor timeout: Duration?, on behalf: QueueSide) -> DispatchOutcome {
    var outcome = dispatchSoon()
    guard outcome != .ran else { return .ran }
    let alarm = timeout.map { WakeAlarm(port: self, at: environment.clock.now.advanced(by: $0)) }
    while outcome != .ran && behalf.phase != .terminated {
      outcome = wait(on: behalf, until: alarm)
      if outcome == .empty { return .empty }
    }
    return outcome
  }

  private func wait(on behalf: QueueSide, until alarm: WakeAlarm?) -> DispatchOutcome {
    if let alarm { environment.clock.set(alarm, to: alarm.instant) }
    let isInside = CurrentCallback.isInside(behalf.queue)
    var taken: Taken?
    waiting.wait(
      while: { hasSomeToTake },
      until: {
        taken = take(limit: .max)
        return taken != nil || behalf.phase.endsWaiting(insideItsCallback: isInside)
          || alarm?.hasRung(environment.clock) == true
      })
    if let alarm { environment.clock.set(alarm, to: nil) }
    guard let taken else { return .empty }
    return finish(taken)
  }

  /// Looks for a few microseconds before it gives up: what comes soon costs no sleep and no waking.
  private func dispatchSoon() -> DispatchOutcome {
    if let taken = take(limit: .max) { return finish(taken) }
    guard Environment.processorCount > 1 else { return .empty }
    for _ in 0..<Self.spins {
      clinux_pause()
      if ready.hasSome, let taken = take(limit: .max) { return finish(taken) }
    }
    return .empty
  }

  private static var spins: Int { 100 }

  /// Whether it is worth looking again.
  private var hasSomeToTake: Bool {
    ready.hasSome && !isSuspended && !(mode == .serializedThreadPool && slot.isTaken)
  }

  var isSuspended: Bool {
    attention.load(ordering: .sequentiallyConsistent) & Attention.suspended != 0
  }

  private func take(limit: UInt) -> Taken? {
    if isSuspended { return nil }
    let isSerialized = mode == .serializedThreadPool
    if isSerialized {
      guard hasSomethingToDispatch, slot.take() else {
        return nil
      }
    }
    let taken = takeNext(limit: limit)
    updateReadySignalIfAny()
    if taken == nil && isSerialized { releaseSlot() }
    return taken
  }

  private func takeNext(limit: UInt) -> Taken? {
    if isSuspended { return nil }
    if let side = takeDeliverable() { return .termination(side) }
    guard let callback = ready.take(upTo: limit) else { return nil }
    return .callback(callback)
  }

  private func finish(_ taken: consuming Taken) -> DispatchOutcome {
    var returns = Returns()
    let outcome = run(taken, &returns)
    count(&returns)
    if mode == .serializedThreadPool { releaseSlot() }
    return outcome
  }

  private func run(_ taken: consuming Taken, _ returns: inout Returns) -> DispatchOutcome {
    switch consume taken {
    case .callback(let callback):
      run(callback, &returns)
      return .ran
    case .termination(let side):
      count(&returns)
      side.queue.deliverTermination(of: side.role)
      return .delivered
    }
  }

  /// Gives the slot of a serialized port up. What is ready by then gets another thread.
  private func releaseSlot() {
    slot.release()
    guard hasSomethingToDispatch else { return }
    waiting.wakeOneIfAny()
    if slot.promise() { environment.pool.submit(PoolExecution(port: self, kind: .dispatch)) }
  }

  // MARK: On a thread of the pool

  func dispatchFromPool() {
    if mode == .serializedThreadPool { dispatchSerially() } else { dispatchConcurrently() }
  }

  /// Runs what was ready when it came. What that submits meanwhile queues for the pool like any other
  /// port.
  private func dispatchSerially() {
    guard slot.take() else { return }
    let limit = ready.appended
    var returns = Returns()
    while let taken = takeNext(limit: limit) { _ = run(taken, &returns) }
    count(&returns)
    releaseSlot()
  }

  /// Runs what is ready, beside other threads that do the same; after a while lets other ports go first.
  private func dispatchConcurrently() {
    var runs = 0
    var returns = Returns()
    while runs < Self.runsInARow, let taken = takeNext(limit: .max) {
      if pooled.begins(whileMoreIsReady: ready.hasSome) {
        environment.pool.submit(PoolExecution(port: self, kind: .dispatch))
      }
      _ = run(taken, &returns)
      pooled.returned()
      runs += 1
    }
    count(&returns)
    let mayBeMore = runs == Self.runsInARow
    if mayBeMore {
      environment.pool.submit(PoolExecution(port: self, kind: .dispatch))
    } else if pooled.leaves(isSomethingReady: { self.hasSomethingToDispatch }) {
      environment.pool.submit(PoolExecution(port: self, kind: .dispatch))
    }
  }

  private static var runsInARow: Int { 256 }

  var hasSomethingToDispatch: Bool {
    let attention = attention.load(ordering: .sequentiallyConsistent)
    if attention & Attention.suspended != 0 { return false }
    return ready.hasSome || attention & Attention.deliverable != 0
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

  func ring(at now: Instant) { port.waiting.wakeAll() }
}
