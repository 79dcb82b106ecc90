extension AsyncBlock {
  /// Waits for the result, without keeping a thread: what `wait` is to threads, this is to tasks.
  ///
  ///     let level = try await block.value
  ///
  /// Returns or throws once the call is complete and its completion, if it has one, has returned, at the
  /// actor of the caller. On the main actor of a running frame loop that is in a completions phase.
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
    let suspension = Suspension<Bool>()
    let watch = queueUnlessOver.map { TerminationWatch(of: $0) { self.cancel() } }
    whenOver { suspension.resume(returning: true) }
    _ = await suspension.value(onCancel: { self.cancel() })
    watch?.end()
  }
}
