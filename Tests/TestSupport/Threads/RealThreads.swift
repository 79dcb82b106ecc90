import TaskQueues

/// Runs `body` on a thread of its own, so that it may block, and waits for it without blocking the
/// test pool. A body that hangs is left behind when the test's time limit is reached.
public func onThread<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws -> R {
  let answer = Answer<R>()
  return try await withTaskCancellationHandler {
    try await withCheckedThrowingContinuation { continuation in
      answer.wait(continuation)
      SystemThread.start(name: "test") { answer.give(Result(catching: body)) }
    }
  } onCancel: {
    answer.give(.failure(CancellationError()))
  }
}

/// Runs `body` on so many threads at once and waits until all have returned.
public func inParallel(_ count: Int, _ body: @escaping @Sendable (_ index: Int) -> Void) {
  let start = Gate()
  let threads = (0..<count).map { index in
    SystemThread(name: "test-\(index)") {
      start.wait()
      body(index)
    }
  }
  start.open()
  for thread in threads { thread.join() }
}

/// A result for whoever waits for it; the first one given counts.
private final class Answer<R: Sendable>: Sendable {
  private typealias Continuation = CheckedContinuation<R, any Error>
  private enum State {
    case empty
    case awaited(Continuation)
    case given
    case givenEarly(Result<R, any Error>)
  }

  private let state = Monitor(State.empty)

  func wait(_ continuation: CheckedContinuation<R, any Error>) {
    let early: Result<R, any Error>? = state.withLock { state in
      if case .givenEarly(let result) = state { return result }
      state = .awaited(continuation)
      return nil
    }
    if let early { continuation.resume(with: early) }
  }

  func give(_ result: Result<R, any Error>) {
    let continuation: Continuation? = state.withLock { state in
      switch state {
      case .empty: state = .givenEarly(result)
      case .awaited(let continuation):
        state = .given
        return continuation
      case .given, .givenEarly: break
      }
      return nil
    }
    continuation?.resume(with: result)
  }
}
