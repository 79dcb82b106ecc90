/// DoWork on the work port.
extension AsyncOperation {
  /// Has DoWork called on the work port, after a delay.
  ///
  /// - Throws: `.alreadyScheduled` while a DoWork is on its way, `.alreadyComplete` once the outcome is
  ///   decided, `.terminated` if the queue takes no more work.
  @usableFromInline
  package final func schedule(after delay: Duration) throws(TaskQueueError) {
    switch update({ $0.schedule() }) {
    case .alreadyScheduled: throw .alreadyScheduled
    case .alreadyComplete: throw .alreadyComplete
    case .submit: break
    }
    let isTaken = withQueue { submitWork(to: $0, after: delay) }
    carryOut(update { isTaken ? $0.submitted() : $0.scheduleRefused() })
    if !isTaken { throw .terminated }
  }

  /// - Returns: whether the queue took it.
  final func submitWork(to queue: QueueCore, after delay: Duration) -> Bool {
    let reference = Unmanaged.passRetained(self)
    let isTaken = Self.submit(reference, to: queue, .work, after: delay) { context, cancelled in
      guard let context else { return }
      AsyncOperation.workArrives(Unmanaged.fromOpaque(context), cancelled: cancelled)
    }
    if !isTaken { reference.release() }
    return isTaken
  }

  /// Hands a function to a port, with a reference to an operation as its context: it allocates nothing.
  ///
  /// - Returns: whether the queue took it, and with it the reference.
  @inline(__always)
  static func submit(
    _ reference: Unmanaged<AsyncOperation>, to queue: QueueCore, _ role: PortRole,
    after delay: Duration = .zero, _ function: @escaping Callback.Function
  ) -> Bool {
    let context = Callback.UncheckedContext(pointer: reference.toOpaque())
    do {
      try queue.submit(.function(function, context), to: role, after: delay)
      return true
    } catch {
      return false
    }
  }

  /// The reference of a DoWork goes on to the completion, where that is queued: from then on the operation
  /// belongs to the thread that takes it, and is not touched here. So Cleanup comes first.
  private static func workArrives(_ reference: Unmanaged<AsyncOperation>, cancelled: Bool) {
    let isPassedOn = reference._withUnsafeGuaranteedRef { operation in
      let actions = operation.work(cancelled: cancelled)
      guard actions.contains(.post) && operation.hasQueuedCompletions else {
        operation.carryOut(actions)
        return false
      }
      if actions.contains(.cleanUp) { _ = operation.call(.cleanup) }
      return true
    }
    if isPassedOn { post(reference) } else { reference.release() }
  }

  /// - Returns: what is to be done at the end.
  private func work(cancelled: Bool) -> AsyncWord.Actions {
    guard case .run(var isCancelled) = update({ $0.workArrives(cancelled: cancelled) }) else {
      return []
    }
    while true {
      let outcome = isCancelled ? cancelByQueue() : call(.doWork)
      if outcome == .claimed {
        return update { $0.publish(withPayload: false, by: .returningWork) }
      }
      switch update({ $0.workReturned() }) {
      case .again(let cancelled): isCancelled = cancelled
      case .leave(let actions): return actions
      }
    }
  }

  /// The queue was terminated: the provider is asked to stop, and the call completes in any case.
  private func cancelByQueue() -> StepOutcome {
    cancel()
    guard claim() else { return .inProgress }
    _ = call(.storeCancelled)
    return .claimed
  }
}
