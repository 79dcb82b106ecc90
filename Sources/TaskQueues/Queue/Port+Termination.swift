import CLinux
import Synchronization

extension Port {
  // MARK: Terminating one queue

  /// Callbacks submitted through `owner` run cancelled from now on. Lets go of who waits in a dispatch
  /// inside a callback of its queue.
  func cancel(_ owner: QueueSide) {
    state.withLock { _ in owner.update { $0.cancel() } }
    waiting.wakeAll()
  }

  /// Refuses what is submitted through `owner` from now on, and makes its delayed callbacks and its
  /// waiters' last ones ready.
  /// Once nothing of it is outstanding, its termination is delivered on this port's threads.
  func close(_ owner: QueueSide) {
    let count = state.withLock { state in
      let waiters = cancelWaiters(of: owner)
      watch(owner, &state)
      if owner.role == .work { owner.queue.suspensions.refuse() }
      owner.update { $0.close() }
      let delayed = state.delayed.takeAll(of: owner)
      setAlarm(&state)
      return makeReady(delayed + waiters)
    }
    announce(count)
    makeDeliverableIfDone(owner)
  }

  /// From now on, whoever submits through `owner` or returns a callback of it looks after it.
  private func watch(_ owner: QueueSide, _ state: inout PortState) {
    owner.watchSubmitted()
    countOneByOne(&state)
    owner.watchReturned()
    if owner.role == .work { owner.queue.suspensions.watch() }
  }

  /// From now on, no callback is counted by its position.
  private func countOneByOne(_ state: inout PortState) {
    guard let side = state.countedByPosition else { return }
    side.countSubmittedAlways(ready.guardPositions())
    state.countedByPosition = nil
  }

  /// Has the termination of `owner` told on this port's threads, if nothing of it is outstanding. Whoever
  /// dispatches the port learns once that it waits, also where it waits for callbacks.
  private func makeDeliverableIfDone(_ owner: QueueSide) {
    let (queue, role) = (owner.queue, owner.role)
    let (settled, waits) = state.withLock { state in
      (settleForDispatchers(owner, &state), waitsForTermination(owner))
    }
    if waits && !settled.isDeliverable && mode != .immediate { announce() }
    announce(settled, queue, role)
  }

  /// Whether it is to be announced now that the termination of `owner` waits. Call it under the lock.
  private func waitsForTermination(_ owner: QueueSide) -> Bool {
    let isSuspended = isTerminationSuspended(of: owner)
    return owner.update { $0.waitsForTermination(isSuspended: isSuspended) }
  }

  func isTerminationSuspended(of owner: QueueSide) -> Bool {
    owner.role == .work && !owner.queue.suspensions.isEmpty
  }

  /// A callback of `owner`, which ends, was counted once more than it should have been.
  @inline(never)
  func countedTwice(_ owner: QueueSide) {
    let (queue, role) = (owner.queue, owner.role)
    let settled = state.withLock { state in
      owner.countReturnedAlways(1)
      return settleForDispatchers(owner, &state)
    }
    announce(settled, queue, role)
  }

  /// As `settle`, where what is to be told is told by who dispatches the port.
  private func settleForDispatchers(
    _ owner: QueueSide, _ state: inout PortState
  ) -> SideLife.Settled {
    let settled = settle(owner, state)
    if settled.isDeliverable && mode != .immediate {
      state.makeDeliverable(owner)
      attention.bitwiseOr(Attention.deliverable, ordering: .sequentiallyConsistent)
    }
    return settled
  }

  private func announce(_ settled: SideLife.Settled, _ queue: QueueCore, _ role: PortRole) {
    if settled.isDeliverable {
      if mode == .immediate { queue.deliverTermination(of: role) } else { announce() }
    }
    if settled.letsGo { queue.letGo() }
  }

  func takeDeliverable() -> QueueSide? {
    guard attention.load(ordering: .acquiring) & Attention.deliverable != 0 else { return nil }
    return state.withLock { state in
      let side = state.takeDeliverable()
      if !state.hasDeliverable {
        // relaxed: under the lock, as setting it
        attention.bitwiseAnd(~Attention.deliverable, ordering: .relaxed)
      }
      return side
    }
  }

  /// Lets go of everyone who waits in a dispatch on behalf of `owner`.
  func markTerminated(_ owner: QueueSide) {
    state.withLock { _ in owner.update { $0.terminate() } }
    waiting.wakeAll()
  }

  // MARK: Suspensions that are watched

  /// - Returns: false if the queue has begun to end.
  func suspendTermination(of owner: QueueSide, _ queue: QueueCore) -> Bool {
    countCarefully(owner) { queue.suspensions.add(isLocked: true) == .done }
  }

  /// - Returns: whether there was one to take back.
  func resumeTermination(of owner: QueueSide, _ queue: QueueCore) -> Bool {
    // The suspension may be all that keeps the queue, and this port with it.
    let kept = Unmanaged.passRetained(queue)
    defer { kept.release() }
    guard state.withLock({ _ in queue.suspensions.remove(isLocked: true) == .done }) else {
      return false
    }
    makeDeliverableIfDone(owner)
    return true
  }

  // MARK: Handles

  /// A queue has been made on the port: what was abandoned has somebody who dispatches it again.
  func attach(_ side: QueueSide) {
    state.withLock { state in
      if state.isNew {
        state.countedByPosition = side
      } else {
        countOneByOne(&state)
        attention.bitwiseOr(Attention.shared, ordering: .sequentiallyConsistent)
      }
      state.attach(side)
      attention.bitwiseAnd(~Attention.abandoned, ordering: .sequentiallyConsistent)
    }
  }

  /// A queue of the port has come to its end.
  func detach(_ side: QueueSide) {
    let isLast = state.withLock { state in
      state.detach(side)
      return state.sides.isEmpty
    }
    if isLast { companion.letGo() }
  }

  /// The last handle of `owner`'s queue has closed. What waits on an automatic port runs as if nothing
  /// had happened. On a manual port that no other queue dispatches, everything is cancelled and runs now,
  /// and what is submitted or ends later runs where that happens, or in the pool where that is a service
  /// thread.
  func lastHandleClosed(_ owner: QueueSide, of queue: QueueCore) {
    let (settled, isAbandoned) = state.withLock { state in
      state.closeLastHandle(of: owner)
      watch(owner, &state)
      let settled = settleForDispatchers(owner, &state)
      guard mode == .manual, !state.isOpen else { return (settled, false) }
      for side in state.sides { side.update { $0.cancel() } }
      attention.bitwiseOr(Attention.abandoned, ordering: .sequentiallyConsistent)
      let delayed = state.delayed.takeAll()
      setAlarm(&state)
      _ = makeReady(delayed)
      return (settled, true)
    }
    if isAbandoned { drainAbandoned() }
    announce(settled, queue, owner.role)
  }

  /// Whether nobody dispatches the port any more.
  var isAbandoned: Bool {
    attention.load(ordering: .sequentiallyConsistent) & Attention.abandoned != 0
  }

  @inline(never)
  func drainAbandoned() {
    defer { updateReadySignalIfAny() }
    while isAbandoned {
      if let side = takeDeliverable() {
        side.queue.deliverTermination(of: side.role)
      } else if let callback = ready.take(upTo: .max) {
        run(callback)
      } else if ready.hasSome {
        clinux_yield()  // it is on its way
      } else {
        return
      }
    }
  }
}
