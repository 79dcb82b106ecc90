/// What a thread does, one step at a time, so that a test can take the steps in its own order.
public protocol Worker: Sendable {
  /// Called once, before the first step, on a thread that is the worker's own. Does nothing where the worker
  /// has nothing to set up, or no thread of its own.
  func threadStarts()

  /// Does the next piece of work. Where there is none, waits for it if `mayBlock`.
  func step(mayBlock: Bool) -> WorkerStep
}

extension Worker {
  public func threadStarts() {}
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
  /// - Throws: if there is no thread to be had now. The worker is not stepped then.
  func start(_ worker: any Worker, name: String) throws(ThreadRefusal) -> @Sendable () -> Void
}

/// The system has no more threads to give: see `ulimit -u` and the memory that is left.
public struct ThreadRefusal: Error, CustomStringConvertible {
  public init() {}

  public var description: String {
    "the system refuses another thread: see `ulimit -u` and the memory that is left"
  }
}

/// Real threads, one for each worker.
public struct SystemThreads: ThreadSource {
  public init() {}

  public func start(
    _ worker: any Worker, name: String
  ) throws(ThreadRefusal) -> @Sendable () -> Void {
    let thread = try SystemThread(tryingToStart: name) {
      worker.threadStarts()
      while worker.step(mayBlock: true) != .finished {}
    }
    return { thread.join() }
  }
}
