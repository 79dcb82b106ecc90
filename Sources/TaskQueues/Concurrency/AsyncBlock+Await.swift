extension AsyncBlock {
  /// Waits for the result, without keeping a thread: what `wait` is to threads, this is to tasks.
  ///
  ///     let level = try await block.value
  ///
  /// Returns or throws once the call is complete and its completion, if it has one, has returned. That too
  /// comes as a completion, on the completion port and in order with the others. A caller on the main actor
  /// goes on inside of that completion where its thread drains the port in a `MainActorTurn`, as the frame
  /// does; elsewhere it is handed to its actor from there.
  ///
  /// Any number of tasks may wait for one call. Each of them stands for somebody who wants the call to stop
  /// when the task does: cancelling any of the tasks cancels the call, for all of them. So does terminating
  /// the queue while a task waits. A provider that completes from elsewhere has to complete soon when it is
  /// cancelled: until then they all wait, and so does the termination.
  ///
  /// Inside of the call's own work this would wait for itself.
  ///
  /// - Throws: what the work or the provider throws; `CancellationError` if the call or the task was
  ///   cancelled, in the latter case also where there is a value.
  public nonisolated(nonsending) var value: Output {
    get async throws {
      if !operation.isOver { await operation.untilOver() }
      try Task.checkCancellation()
      guard let result = operation.result else {
        preconditionFailure("a call is over without a result")
      }
      return try result.valueOrCancellation
    }
  }
}

extension AsyncOperation {
  /// Waits until the call is over. Meanwhile it is cancelled with the task, and with its queue.
  fileprivate final nonisolated(nonsending) func untilOver() async {
    guard let queue = queueUnlessOver else { return }
    let suspension = Suspension()
    let watch = TerminationWatch(of: queue) { self.cancel() }
    // As a completion: the call may be over in a cancellation, which may not run the task that it cancels.
    whenOver { suspension.resume(returning: true, onCompletionOf: queue) }
    _ = await suspension.wait(onCancel: { self.cancel() })
    watch.end()
  }
}
