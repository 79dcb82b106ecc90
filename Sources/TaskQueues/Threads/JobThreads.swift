import CLinux
import Synchronization

/// Threads that dispatch the work port of a queue until the queue is terminated.
public final class JobThreads: Sendable {
  /// One thread less than there are processors: the one that draws has its own. One at least.
  public static var defaultCount: Int { max(1, Environment.processorCount - 1) }

  /// How the system chooses between job threads and other threads where there are not processors enough.
  public enum Priority: Sendable {
    /// As the thread that starts them.
    case normal
    /// The others first: ten steps nicer than that, in Linux's terms, which is a tenth of a processor where
    /// somebody else wants all of it. A thread that keeps a pace, and the display server it presents to, then
    /// need not wait for what has time.
    case background
  }

  public let count: Int
  let queue: TaskQueue
  /// More calls of `parallelFor` at a time have no helpers.
  let slots = (1...64).map { _ in ParallelSlot() }
  private let workers: [JobWorker]
  private let joining: Monitor<Joining>

  private enum Joining {
    case notYet([@Sendable () -> Void])
    case underWay
    case done
  }

  /// Starts the threads. They are named `name-1`, `name-2` …, as `top -H` shows them, a long name cut so
  /// that the number stays. They keep the queue alive until it is terminated.
  public init(
    dispatching queue: TaskQueue, count: Int = JobThreads.defaultCount, name: String = "job",
    priority: Priority = .normal
  ) {
    precondition(
      count > 0, "JobThreads with \(count) threads would never dispatch: give at least 1")
    self.count = count
    self.queue = queue
    workers = (1...count).map { _ in JobWorker(queue: queue, priority: priority) }
    let joins = zip(workers, 1...).map { worker, number in
      do {
        return try queue.environment.threads.start(
          worker, name: SystemThread.name(name, number: number))
      } catch {
        preconditionFailure("JobThreads has \(number - 1) of \(count) threads: \(error)")
      }
    }
    joining = Monitor(.notYet(joins))
  }

  /// Waits until all threads have ended, which they do once the queue is terminated. Not to be called
  /// from one of them: it would wait for its own end.
  public func join() {
    precondition(
      !workers.contains { $0.isStepping },
      "a job thread would wait for its own end: join it from another thread")
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

private final class JobWorker: Worker {
  private let queue: TaskQueue
  private let priority: JobThreads.Priority
  /// The thread that is in `step`, 0 where none is. Each thread only asks whether it is the one, which
  /// no other thread can make true or false: it needs no order.
  private let thread = Atomic<UInt>(0)

  init(queue: TaskQueue, priority: JobThreads.Priority) {
    self.queue = queue
    self.priority = priority
  }

  func threadStarts() {
    switch priority {
    case .normal: break
    case .background: clinux_be_nicer(10)
    }
  }

  /// Whether the calling thread is the one that takes a step.
  var isStepping: Bool { thread.load(ordering: .relaxed) == SystemThread.current }

  func step(mayBlock: Bool) -> WorkerStep {
    let outer = thread.load(ordering: .relaxed)
    thread.store(SystemThread.current, ordering: .relaxed)
    defer { thread.store(outer, ordering: .relaxed) }
    if !mayBlock { return queue.step(.work) }
    if queue.dispatchSeveralOrWait(.work) { return .ran }
    return queue.isTerminated(.work) ? .finished : .idle
  }
}
