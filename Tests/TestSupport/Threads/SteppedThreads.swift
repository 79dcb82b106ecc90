import TaskQueues

/// Threads that are none: a test takes the steps of each worker itself, on its own thread.
public final class SteppedThreads: ThreadSource {
  private let workers = Monitor<[any Worker]>([])

  public init() {}

  public func start(_ worker: any Worker, name: String) -> @Sendable () -> Void {
    workers.withLock { $0.append(worker) }
    return {}
  }

  public var count: Int { workers.withLock { $0.count } }

  /// Takes one step of one worker.
  @discardableResult
  public func step(_ index: Int = 0) -> WorkerStep {
    workers.withLock { $0[index] }.step(mayBlock: false)
  }

  /// Takes steps until no worker has anything to do.
  public func runUntilIdle() {
    while workers.withLock({ $0 }).contains(where: { $0.step(mayBlock: false) == .ran }) {}
  }
}
