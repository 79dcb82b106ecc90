extension TaskQueue {
  /// Runs `work` on the work port and returns its result, at the actor of the caller.
  ///
  ///     let level = try await queue.run { try Level(parsing: bytes) }
  ///
  /// The result comes as a completion, on the completion port and in order with the others. A caller on the
  /// main actor goes on inside of that completion where its thread drains the port in a `MainActorTurn`, as
  /// the frame does; elsewhere it is handed to its actor from there.
  ///
  /// Cancelling the task cancels the call: work that has not begun does not run, work that is running goes
  /// on to its end, and its result is not looked at. So no code after this runs in a cancelled task, but for
  /// what handles the error. (Work that wants to see that it is cancelled is `async`: see below.)
  ///
  /// - Throws: what `work` throws; `CancellationError` if the task was cancelled or the queue terminated
  ///   before there was a result; `TaskQueueError.terminated` if the queue takes no more work.
  @inlinable
  public nonisolated(nonsending) func run<Output: Sendable>(
    _ work: @escaping @Sendable () throws -> Output
  ) async throws -> Output {
    let run = TypedAwaitedRun(work)
    try await run.run(on: self)
    return try run.value
  }

  /// Runs `work`, which may wait itself, on the work port and returns its result, at the actor of the caller.
  ///
  ///     let level = try await queue.run {
  ///       let parts = try await source.parts()
  ///       for part in parts { try Task.checkCancellation(); … }
  ///     }
  ///
  /// `work` is a task that prefers this queue. It is cancelled with the caller's task, and when the queue is
  /// terminated. All else is as with work that does not wait.
  public nonisolated(nonsending) func run<Output: Sendable>(
    _ work: @escaping @Sendable @concurrent () async throws -> Output
  ) async throws -> Output {
    try Task.checkCancellation()
    if isRefusingWork { throw TaskQueueError.terminated }
    let delivery = Delivery<Result<Output, AsyncError>>()
    let task = Task(executorPreference: self) { @concurrent in
      delivery.resume(returning: await Result { try await work() }, onCompletionOf: self)
    }
    let watch = TerminationWatch(of: core) { task.cancel() }
    let result = await delivery.wait(onCancel: { task.cancel() })
    watch.end()
    try Task.checkCancellation()
    return try (result ?? .failure(.cancelled)).valueOrCancellation
  }

  private var isRefusingWork: Bool { core.workSide.isRefusing }
}

extension Result where Success: Sendable, Failure == AsyncError {
  /// What `work` returns or throws, in the words of an async call. Does not begin if it is cancelled.
  fileprivate init(_ work: @concurrent () async throws -> Success) async {
    do {
      try Task.checkCancellation()
      self = .success(try await work())
    } catch is CancellationError {
      self = .failure(.cancelled)
    } catch {
      self = .failure(.failed(error))
    }
  }

  /// The value, or what a task throws that has none.
  var valueOrCancellation: Success {
    get throws {
      switch self {
      case .success(let value): return value
      case .failure(.cancelled): throw CancellationError()
      case .failure(.failed(let error)): throw error
      }
    }
  }
}
