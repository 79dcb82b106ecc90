import Synchronization

extension Port {
  // MARK: Terminating one queue

  /// Callbacks submitted through `owner` run cancelled from now on. Lets go of who waits in a dispatch
  /// inside a callback of its queue.
  func cancel(_ owner: QueueSide) {
    owner.update { $0.cancel() }
    waiting.wakeAll()
  }

  /// Refuses what is submitted through `owner` from now on, and makes its delayed callbacks and its
  /// waiters' last ones ready.
  /// Once nothing of it is outstanding, its termination is delivered on this port's threads.
  func close(_ owner: QueueSide) {
    let count = state.withLock { state in
      let waiters = cancelWaiters(of: owner)
      owner.update { $0.close() }
      let delayed = state.delayed.takeAll(of: owner)
      setAlarm(state)
      return makeReady(delayed + waiters)
    }
    announce(count)
    makeDeliverableIfDone(owner)
  }

  /// Has the termination of `owner` told on this port's threads, if nothing of it is outstanding.
  func makeDeliverableIfDone(_ owner: QueueSide) {
    let (before, after) = owner.update { $0.deliver() }
    guard before != after else { return }
    if mode == .immediate { return owner.queue.deliverTermination(of: owner.role) }
    state.withLock { state in
      state.makeDeliverable(owner)
      attention.bitwiseOr(Attention.deliverable, ordering: .sequentiallyConsistent)
    }
    announce()
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
    owner.update { $0.terminate() }
    waiting.wakeAll()
  }

  // MARK: Handles

  /// A queue has been made on the port: what was abandoned has somebody who dispatches it again.
  func attach(_ side: QueueSide) {
    state.withLock { state in
      state.attach(side)
      attention.bitwiseAnd(~Attention.abandoned, ordering: .sequentiallyConsistent)
    }
  }

  /// The last handle of `owner`'s queue has closed. What waits on an automatic port runs as if nothing
  /// had happened. On a manual port that no other queue dispatches, everything is cancelled and runs now,
  /// and what is submitted or ends later runs where that happens.
  func lastHandleClosed(_ owner: QueueSide) {
    let (word, isAbandoned) = state.withLock { state in
      let word = owner.update { $0.closeLastHandle() }.new
      guard mode == .manual, !state.isOpen else { return (word, false) }
      for side in state.sides { side.update { $0.cancel() } }
      attention.bitwiseOr(Attention.abandoned, ordering: .sequentiallyConsistent)
      let delayed = state.delayed.takeAll()
      setAlarm(state)
      _ = makeReady(delayed)
      return (word, true)
    }
    if isAbandoned { drainAbandoned() }
    if word.isFinished { owner.queue.sideFinished() }
  }

  @inline(never)
  func drainAbandoned() {
    while true {
      if let side = takeDeliverable() {
        side.queue.deliverTermination(of: side.role)
      } else if let callback = ready.take(upTo: .max) {
        run(callback)
      } else {
        return
      }
    }
  }
}
