/// Threads that dispatch the work port of a queue until the queue is terminated.
public final class JobThreads: Sendable {
  /// One thread less than there are processors: the one that draws has its own. One at least.
  public static var defaultCount: Int { max(1, Environment.processorCount - 1) }

  public let count: Int
  let queue: TaskQueue
  /// More calls of `parallelFor` at a time have no helpers.
  let slots = (1...64).map { _ in ParallelSlot() }
  private let joining: Monitor<Joining>

  private enum Joining {
    case notYet([@Sendable () -> Void])
    case underWay
    case done
  }

  /// Starts the threads. They are named `name-1`, `name-2` …, as `top -H` shows them, and keep the
  /// queue alive until it is terminated.
  public init(
    dispatching queue: TaskQueue, count: Int = JobThreads.defaultCount, name: String = "job"
  ) {
    precondition(
      count > 0, "JobThreads with \(count) threads would never dispatch: give at least 1")
    self.count = count
    self.queue = queue
    let joins = (1...count).map { number in
      queue.environment.threads.start(JobWorker(queue: queue), name: "\(name)-\(number)")
    }
    joining = Monitor(.notYet(joins))
  }

  /// Waits until all threads have ended, which they do once the queue is terminated. Not to be called
  /// from one of them: it would wait for its own end.
  public func join() {
    let joins = joining.wait { joining -> [@Sendable () -> Void]? in
      switch joining {
      case .notYet(let joins):
        joining = .underWay
        return joins
      case .underWay: return nil
      case .done: return []
      }
    }
    for join in joins { join() }
    joining.withLock { joining in
      joining = .done
      self.joining.notifyAll()
    }
  }
}

private struct JobWorker: Worker {
  let queue: TaskQueue

  func step(mayBlock: Bool) -> WorkerStep {
    if queue.dispatch(.work, timeout: mayBlock ? nil : .zero) { return .ran }
    return queue.isTerminated(.work) ? .finished : .idle
  }
}
