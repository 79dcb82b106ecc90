import Synchronization

/// A place where one task waits for a callback, which says yes or no.
///
///     running ──the task comes to wait──▶ waiting ──resume──▶ (goes on)
///        └──────resume──▶ resumed ──the task comes to wait──▶ (goes on)
///
/// A continuation does the same, but goes through Swift's thread pool on its way back to an actor. Waiting
/// here is a hop to an actor that is its own executor, and that keeps the task's job until the answer is
/// there. The job does nothing but take the answer and hop back. Where it is run by a callback in a turn of
/// the main actor, and the task is one of the main actor, it is there already and goes on inside of the
/// callback; otherwise the hop hands it to its own executor, as any hop does.
///
/// What is waited for is written before `resume` and read after `wait`: it need not be known here, where a
/// generic type would cost more than the waiting.
///
/// The state is a word: the job, which is a pointer, and two flags below it. Edge A: `take` releases what was
/// written before, whoever sees `resumed` acquires it. Edge B: `enqueue` releases the job, `take` acquires it.
package actor Suspension: SerialExecutor {
  private enum Flag {
    static var resumed: UInt { 1 }
    /// The answer.
    static var yes: UInt { 2 }
  }

  private nonisolated let state = Atomic<UInt>(0)

  package init() {}

  package nonisolated var unownedExecutor: UnownedSerialExecutor { asUnownedSerialExecutor() }

  /// Waits for the answer. Once, from one task. Returns at the actor of the caller, without a detour.
  ///
  /// - Parameter onCancel: is called when the task is cancelled meanwhile, or was before.
  package func wait(
    isolation: isolated (any Actor)? = #isolation, onCancel: @Sendable () -> Void
  ) async -> Bool {
    await withTaskCancellationHandler {
      // Named, so that the closure belongs to the actor of the caller: it would go to no actor otherwise.
      _ = isolation
      if let early = answer { return early }
      return await answerAfterHop()
    } onCancel: {
      onCancel()
    }
  }

  private func answerAfterHop() -> Bool {
    guard let answer else { preconditionFailure("a suspended task went on without its answer") }
    return answer
  }

  private nonisolated var answer: Bool? {
    let state = state.load(ordering: .acquiring)  // A
    return state & Flag.resumed != 0 ? state & Flag.yes != 0 : nil
  }

  /// Brings the answer, from any thread; the first one counts. The task goes on where it belongs.
  package nonisolated func resume(returning answer: Bool = true) {
    take(answer)?.runSynchronously(on: asUnownedSerialExecutor())
  }

  /// Brings the answer as the last thing that a callback of a port does.
  package nonisolated func resumeFromCallback(returning answer: Bool = true) {
    guard let job = take(answer) else { return }
    CodeTrail.note(job)
    job.runSynchronously(on: MainActorTurn.executorOfCallback ?? asUnownedSerialExecutor())
  }

  /// Brings the answer as a completion of a queue; at once if the queue takes none any more.
  package nonisolated func resume(returning answer: Bool, onCompletionOf queue: TaskQueue) {
    resume(returning: answer, onCompletionOf: queue.core)
  }

  nonisolated func resume(returning answer: Bool, onCompletionOf queue: QueueCore) {
    do {
      try queue.submit(
        .closure { _ in self.resumeFromCallback(returning: answer) }, to: .completion, after: .zero)
    } catch {
      resume(returning: answer)
    }
  }

  /// - Returns: what is to be run, if the task waits already.
  private nonisolated func take(_ answer: Bool) -> UnownedJob? {
    var old = state.load(ordering: .relaxed)  // relaxed: the exchange decides
    while old & Flag.resumed == 0 {
      let (done, seen) = state.weakCompareExchange(
        expected: old, desired: old | Flag.resumed | (answer ? Flag.yes : 0),
        successOrdering: .acquiringAndReleasing,  // A, B
        failureOrdering: .relaxed)  // relaxed: only retried
      if done { return old == 0 ? nil : unsafeBitCast(old, to: UnownedJob.self) }
      old = seen
    }
    return nil
  }

  // MARK: SerialExecutor

  package nonisolated func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let before = state.bitwiseOr(
      unsafeBitCast(job, to: UInt.self), ordering: .acquiringAndReleasing  // A, B
    ).oldValue
    if before & Flag.resumed != 0 { job.runSynchronously(on: asUnownedSerialExecutor()) }
  }

  /// What runs here is one job that touches nothing but what is atomic.
  package nonisolated func checkIsolated() {}
  package nonisolated func isIsolatingCurrentContext() -> Bool? { true }
}
