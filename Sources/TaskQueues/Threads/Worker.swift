/// What a thread does, one step at a time, so that a test can take the steps in its own order.
public protocol Worker: Sendable {
  /// Does the next piece of work. Where there is none, waits for it if `mayBlock`.
  func step(mayBlock: Bool) -> WorkerStep
}

public enum WorkerStep: Sendable {
  /// Something was done; there may be more.
  case ran
  /// There was nothing to do.
  case idle
  /// There will be nothing to do any more.
  case finished
}

/// Where the threads of queues, pools and job threads come from.
public protocol ThreadSource: Sendable {
  /// Has `worker` stepped until it is finished.
  ///
  /// - Returns: what waits for that; call it at most once.
  func start(_ worker: any Worker, name: String) -> @Sendable () -> Void
}

/// Real threads, one for each worker.
public struct SystemThreads: ThreadSource {
  public init() {}

  public func start(_ worker: any Worker, name: String) -> @Sendable () -> Void {
    let thread = SystemThread(name: name) {
      while worker.step(mayBlock: true) != .finished {}
    }
    return { thread.join() }
  }
}
