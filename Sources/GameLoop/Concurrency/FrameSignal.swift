import TaskQueues

/// Waiting for frames: `context.frame`.
public final class FrameSignal {
  private let queue: TaskQueue

  init(queue: TaskQueue) { self.queue = queue }

  /// Waits until the completions phase of the next frame, as one of its completions: in order with the
  /// others, so behind what has been left over by the budget. Also while the game is paused.
  ///
  /// - Throws: if the task is cancelled or the loop ends.
  public func next() async throws(CancellationError) {
    if Task.isCancelled { throw CancellationError() }
    let suspension = Suspension()
    do {
      try queue.submit(to: .completion) { cancelled in
        suspension.resumeFromCallback(returning: !cancelled)
      }
    } catch {
      throw CancellationError()
    }
    let isNext = await suspension.wait(onCancel: {})
    if !isNext || Task.isCancelled { throw CancellationError() }
  }
}
