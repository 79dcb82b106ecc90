/// The work port runs what `async` functions do between their suspensions.
///
///     Task(executorPreference: queue) { … }
///     await withTaskExecutorPreference(queue) { … }
///
/// Functions of no actor, default actors, child tasks and groups of such a task run where the work port is
/// dispatched: on the job threads, or on the thread pool. What belongs to the main actor or to an actor with
/// its own executor still runs there. `Task {}` and `Task.detached {}` do not take the preference over; name
/// it again.
///
/// Each stretch between two suspensions is one callback, in order with the others. It cannot be refused: once
/// the queue is terminated it runs on Swift's own threads, so that a task always comes to its end. Whoever
/// wants it to come soon cancels it, as `run` and `CancelScope` do.
extension TaskQueue: TaskExecutor {
  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    precondition(
      core.workPort.mode != .immediate,
      "a task cannot run inside of what resumes it: prefer a queue whose work port is not immediate"
    )
    do {
      // The task keeps the queue: the closure may, too.
      try submit(to: .work) { [self] (_: Bool) in
        job.runSynchronously(on: asUnownedTaskExecutor())
      }
    } catch {
      globalConcurrentExecutor.enqueue(job)
    }
  }
}
