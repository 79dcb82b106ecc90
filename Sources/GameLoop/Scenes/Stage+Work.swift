import TaskQueues

extension Stage {
  /// Work port: the job threads. Completion port: the completions phase of every frame. What is submitted here by hand
  /// does not end with the scene: `run` and `task` do.
  public var queue: TaskQueue { context.queue }

  /// Starts a task of the main actor that is cancelled when the scene leaves. An error is reported.
  ///
  ///     stage.task { [self] in
  ///       let maze = try await stage.queue.run { Maze(size: 400) }
  ///       show(maze)                                 // not if the scene has left meanwhile
  ///     }
  public func task(
    file: String = #fileID, line: Int = #line,
    _ operation: @escaping @MainActor @Sendable () async throws -> Void
  ) {
    let (work, name) = (work, name)
    scope.task { @MainActor @Sendable in
      let piece = work.begin(.task, file, line)
      defer { work.end(piece) }
      do {
        try await operation()
      } catch is CancellationError {
        // The scene has left.
      } catch {
        report("\(name): the task of \(file):\(line) failed: \(error)")
      }
    }
  }

  /// Runs `work` on a job thread, then `completion` in the completions phase of a frame, on the main thread: unless the
  /// scene has left by then.
  ///
  /// - Throws: `.terminated` if the game has ended. Then nothing is called.
  public func run<Output: Sendable>(
    file: String = #fileID, line: Int = #line,
    _ work: @escaping @Sendable (AsyncBlock<Output>) throws -> Output,
    completion: @escaping @MainActor (Result<Output, AsyncError>) -> Void
  ) throws(TaskQueueError) {
    let pieces = self.work
    let call: @Sendable (AsyncBlock<Output>) throws -> Output = { block in
      let piece = pieces.begin(.run, file, line)
      defer { pieces.end(piece) }
      return try work(block)
    }
    try scope.run(on: queue, call) { result in
      MainActorCompletion(completion).call(with: result)
    }
  }
}

/// What a scene has under way, told from any thread.
nonisolated final class StageWork: Sendable {
  enum Kind: String { case task, run }

  private struct State {
    var last = 0
    var pieces: [(number: Int, kind: Kind, file: String, line: Int)] = []
  }

  private let state = Monitor(State())

  func begin(_ kind: Kind, _ file: String, _ line: Int) -> Int {
    state.withLock {
      $0.last += 1
      $0.pieces.append(($0.last, kind, file, line))
      return $0.last
    }
  }

  func end(_ number: Int) {
    state.withLock { $0.pieces.removeAll { $0.number == number } }
  }

  /// Where it was begun, in the order in which it was.
  var places: [String] {
    state.withLock { $0.pieces.map { "\($0.kind.rawValue) in \($0.file):\($0.line)" } }
  }
}
