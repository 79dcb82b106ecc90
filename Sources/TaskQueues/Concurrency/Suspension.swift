/// A place where one task waits for one value, which a callback brings.
///
///     running ──the task comes to wait──▶ waiting ──resume──▶ (goes on)
///        └──────resume──▶ resumed ──the task comes to wait──▶ (goes on)
///
/// A continuation does the same, but goes through Swift's thread pool on its way back to an actor. Waiting
/// here is a hop to an actor that is its own executor, and that keeps the task's job until the value is
/// there. The job does nothing but take the value and hop back. Where it is run by a callback in a turn of
/// the main actor, and the task is one of the main actor, it is there already and goes on inside of the
/// callback; otherwise the hop hands it to its own executor, as any hop does.
package actor Suspension<Output: Sendable>: SerialExecutor {
  private enum Phase {
    case running
    case waiting(UnownedJob)
    case resumed(Output)
  }

  private nonisolated let phase = Monitor(Phase.running)

  package init() {}

  package nonisolated var unownedExecutor: UnownedSerialExecutor { asUnownedSerialExecutor() }

  /// Waits for the value. Once, from one task. Returns at the actor of the caller, without a detour.
  ///
  /// - Parameter onCancel: is called when the task is cancelled meanwhile, or was before.
  package func value(
    isolation: isolated (any Actor)? = #isolation, onCancel: @Sendable () -> Void
  ) async -> Output {
    await withTaskCancellationHandler {
      // Named, so that the closure belongs to the actor of the caller: it would go to no actor otherwise.
      _ = isolation
      if let early = output { return early }
      return await valueAfterHop()
    } onCancel: {
      onCancel()
    }
  }

  private func valueAfterHop() -> Output {
    guard let output else { preconditionFailure("a suspended task went on without its value") }
    return output
  }

  private nonisolated var output: Output? {
    phase.withLock { if case .resumed(let output) = $0 { output } else { nil } }
  }

  /// Brings the value, from any thread; the first one counts. The task goes on where it belongs.
  package nonisolated func resume(returning output: Output) {
    take(output)?.runSynchronously(on: asUnownedSerialExecutor())
  }

  /// Brings the value as the last thing that a callback of a port does.
  package nonisolated func resumeFromCallback(returning output: Output) {
    guard let job = take(output) else { return }
    job.runSynchronously(on: MainActorTurn.executorOfCallback ?? asUnownedSerialExecutor())
  }

  /// Brings the value as a completion of a queue; at once if the queue takes none any more.
  package nonisolated func resume(returning output: Output, onCompletionOf queue: TaskQueue) {
    do {
      try queue.submit(to: .completion) { (_: Bool) in self.resumeFromCallback(returning: output) }
    } catch {
      resume(returning: output)
    }
  }

  /// - Returns: what is to be run, if the task waits already.
  private nonisolated func take(_ output: Output) -> UnownedJob? {
    phase.withLock { phase in
      switch phase {
      case .resumed: return nil
      case .running:
        phase = .resumed(output)
        return nil
      case .waiting(let job):
        phase = .resumed(output)
        return job
      }
    }
  }

  // MARK: SerialExecutor

  package nonisolated func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let isResumed = phase.withLock { phase in
      if case .resumed = phase { return true }
      phase = .waiting(job)
      return false
    }
    if isResumed { job.runSynchronously(on: asUnownedSerialExecutor()) }
  }

  /// What runs here is one job that touches nothing but what is locked.
  package nonisolated func checkIsolated() {}
  package nonisolated func isIsolatingCurrentContext() -> Bool? { true }
}
