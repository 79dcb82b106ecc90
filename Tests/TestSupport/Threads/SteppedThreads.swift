import TaskQueues

/// Threads that are none: a test takes the steps of each worker itself, on its own thread. What the pool
/// has still to do when this is let go of is done then.
///
/// The test chooses the order; `SeededStepper` has a seed choose it.
public final class SteppedThreads: Sendable {
  private let workers = SteppedWorkers()

  public init() {}

  /// An environment with a thread pool on these threads.
  public func environment(clock: any TimeSource = ManualClock()) -> Environment {
    Environment(clock: clock, threads: workers)
  }

  public var count: Int { workers.all.count }

  /// Takes one step of one worker.
  @discardableResult
  public func step(_ index: Int = 0) -> WorkerStep { workers.all[index].step(mayBlock: false) }

  /// Takes steps until no worker has anything to do.
  public func runUntilIdle() {
    while workers.all.contains(where: { $0.step(mayBlock: false) == .ran }) {}
  }

  /// A pool knows its threads and they know the pool, as long as it has threads.
  deinit {
    runUntilIdle()
    workers.end()
  }
}

/// The workers that were started and wait for somebody to take their steps.
final class SteppedWorkers: ThreadSource {
  private let workers = Monitor<[any Worker]>([])
  private let started: @Sendable (_ worker: any Worker, _ name: String) -> Void

  init(started: @escaping @Sendable (_ worker: any Worker, _ name: String) -> Void = { _, _ in }) {
    self.started = started
  }

  var all: [any Worker] { workers.withLock { $0 } }

  func start(_ worker: any Worker, name: String) -> @Sendable () -> Void {
    workers.withLock { $0.append(worker) }
    started(worker, name)
    return {}
  }

  /// Lets go of them.
  func end() { workers.withLock { $0 = [] } }
}
