/// Owns blocks and tasks, and ends with all of them cancelled: what a scene has, so that nothing which it
/// started runs into it when it is gone.
///
///     let scope = CancelScope()
///     try scope.run(on: queue) { _ in try Level(parsing: bytes) } completion: { result in … }
///     scope.task { let level = try await queue.run { … }; show(level) }
///     …
///     scope.end()
///
/// After the end no completion of its blocks runs, also none that was already on its way. A task cannot be
/// held back like that, it has to run to its own end; but whatever it waits for in this framework throws
/// `CancellationError` instead of returning, also where the result was already there.
///
/// Letting go of the scope ends it. All functions may be called from any thread.
public final class CancelScope: Sendable {
  private let members = ScopeMembers()

  public init() {}

  deinit { end() }

  public var isEnded: Bool { members.isEnded }

  /// Cancels everything the scope owns. What is started in it later is cancelled at once.
  ///
  /// When this returns, no completion of the scope's blocks is running on another thread: it waits for one
  /// that is. Where the thread that calls this is the one that runs completions, as in a game, it never
  /// waits. Neither does it from inside of one of them.
  public func end() { members.end() }
}

// MARK: Blocks

extension CancelScope {
  /// Runs `work` on the queue's work port, then `completion` on its completion port unless the scope has
  /// ended by then. Work that has not begun when the scope ends does not run.
  ///
  /// - Throws: `.terminated` if the queue takes no more work. Then nothing is called.
  @discardableResult
  public func run<Output: Sendable>(
    on queue: TaskQueue, _ work: @escaping @Sendable (AsyncBlock<Output>) throws -> Output,
    completion: @escaping AsyncBlock<Output>.Completion
  ) throws(TaskQueueError) -> AsyncBlock<Output> {
    let members = members
    let member = members.newMember()
    let block = try queue.run { (block: AsyncBlock<Output>) in
      try members.checkNotEnded()
      return try work(block)
    } completion: { result in
      members.perform(member) {
        if CodeTrail.isWanted { AsyncBlock<Output>.note(completion) }
        completion(result)
      }
    }
    members.own(member) { block.cancel() }
    return block
  }
}

// MARK: Tasks

extension CancelScope {
  /// Starts a task of the main actor and owns it. It begins where the main actor's other jobs do: in a game
  /// in the completions phase of the next frame.
  @discardableResult
  public func task<Success: Sendable>(
    _ operation: @escaping @MainActor @Sendable () async throws -> Success
  ) -> Task<Success, any Error> {
    own { member, members in
      Task { @MainActor @Sendable in
        defer { members.finished(member) }
        try members.checkNotEnded()
        return try await operation()
      }
    }
  }

  /// Starts a task on a queue's work port and owns it.
  @discardableResult
  public func task<Success: Sendable>(
    on queue: TaskQueue, _ operation: @escaping @Sendable @concurrent () async throws -> Success
  ) -> Task<Success, any Error> {
    own { member, members in
      Task(executorPreference: queue) { @concurrent in
        defer { members.finished(member) }
        try members.checkNotEnded()
        return try await operation()
      }
    }
  }

  /// Has a task cancelled when the scope ends. The scope holds it until then, also when it has finished.
  public func add<Success, Failure>(_ task: Task<Success, Failure>) {
    members.own(members.newMember()) { task.cancel() }
  }

  private func own<Success>(
    _ start: (ScopeMembers.Number, ScopeMembers) -> Task<Success, any Error>
  ) -> Task<Success, any Error> {
    let member = members.newMember()
    let task = start(member, members)
    members.own(member) { task.cancel() }
    return task
  }
}
