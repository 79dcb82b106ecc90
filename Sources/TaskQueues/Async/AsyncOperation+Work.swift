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
    submit(to: queue, .work, after: delay) { context, cancelled in
      guard let context else { return }
      Unmanaged<AsyncOperation>.fromOpaque(context).takeRetainedValue().workArrives(cancelled)
    }
  }

  /// Hands a function to a port, with a reference to the operation as its context: it allocates nothing.
  ///
  /// - Returns: whether the queue took it.
  @inline(__always)
  final func submit(
    to queue: QueueCore, _ role: PortRole, after delay: Duration = .zero,
    _ function: @escaping Callback.Function
  ) -> Bool {
    let operation = Unmanaged.passRetained(self)
    let context = Callback.UncheckedContext(pointer: operation.toOpaque())
    do {
      try queue.submit(.function(function, context), to: role, after: delay)
      return true
    } catch {
      operation.release()
      return false
    }
  }

  private func workArrives(_ isCancelled: Bool) {
    guard case .run(var isCancelled) = update({ $0.workArrives(cancelled: isCancelled) }) else {
      return
    }
    while true {
      let outcome = isCancelled ? cancelByQueue() : call(.doWork)
      if outcome == .claimed {
        return carryOut(update { $0.publish(withPayload: false, by: .returningWork) })
      }
      switch update({ $0.workReturned() }) {
      case .again(let cancelled): isCancelled = cancelled
      case .leave(let actions): return carryOut(actions)
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
