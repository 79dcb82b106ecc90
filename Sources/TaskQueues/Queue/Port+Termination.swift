import CLinux
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
    let delayed = state.withLock { state in
      let waiters = cancelWaiters(of: owner)
      owner.update { $0.close() }
      let delayed = state.delayed.takeAll(of: owner)
      setAlarm(state)
      return delayed + waiters
    }
    append(consume delayed)
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
  /// and what is submitted or ends later runs where that happens; but the pool runs what a clock or
  /// `Descriptors` makes ready.
  func lastHandleClosed(_ owner: QueueSide) {
    let (word, delayed) = state.withLock { state -> (SideWord, [DelayedCallback]?) in
      let word = owner.update { $0.closeLastHandle() }.new
      guard mode == .manual, !state.isOpen else { return (word, nil) }
      for side in state.sides { side.update { $0.cancel() } }
      attention.bitwiseOr(Attention.abandoned, ordering: .sequentiallyConsistent)
      let delayed = state.delayed.takeAll()
      setAlarm(state)
      return (word, delayed)
    }
    if let delayed {
      append(delayed)
      drainAbandoned()
    }
    if word.isFinished { owner.queue.sideFinished() }
  }

  /// Makes a callback ready on a thread that never runs one, of a clock or of `Descriptors`. On a port
  /// that nobody dispatches any more, the pool runs it.
  func appendElsewhere(_ pending: consuming PendingCallback) {
    ready.append(pending)
    announce(drainingAbandoned: false)
    if isAbandoned { environment.pool.submit(self) }
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
