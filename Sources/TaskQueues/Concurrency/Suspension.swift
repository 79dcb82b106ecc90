import Synchronization

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
///
/// The state is a word: the job, which is a pointer, and two flags below it. Edge A: `take` releases the value
/// with `resumed`, whoever sees that acquires it. Edge B: `enqueue` releases the job, `take` acquires it.
package actor Suspension<Output: Sendable>: SerialExecutor {
  private enum Flag {
    /// Somebody brings the value; who comes later does not count.
    static var claimed: UInt { 1 }
    /// The value is there.
    static var resumed: UInt { 2 }
  }

  private nonisolated let state = Atomic<UInt>(0)
  /// Written once, between `claimed` and `resumed`, and read after that.
  private nonisolated(unsafe) var brought: Output?

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
    state.load(ordering: .acquiring) & Flag.resumed != 0 ? brought : nil  // A
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
    // relaxed: decides who writes; what is written is released below
    let before = state.bitwiseOr(Flag.claimed, ordering: .relaxed).oldValue
    guard before & Flag.claimed == 0 else { return nil }
    brought = output
    let waiting = state.bitwiseOr(Flag.resumed, ordering: .acquiringAndReleasing).oldValue  // A, B
    let job = waiting & ~(Flag.claimed | Flag.resumed)
    return job == 0 ? nil : unsafeBitCast(job, to: UnownedJob.self)
  }

  // MARK: SerialExecutor

  package nonisolated func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let before = state.bitwiseOr(
      unsafeBitCast(job, to: UInt.self), ordering: .acquiringAndReleasing  // A, B
    ).oldValue
    if before & Flag.resumed != 0 { job.runSynchronously(on: asUnownedSerialExecutor()) }
  }

  /// What runs here is one job that touches nothing but what is locked.
  package nonisolated func checkIsolated() {}
  package nonisolated func isIsolatingCurrentContext() -> Bool? { true }
}
