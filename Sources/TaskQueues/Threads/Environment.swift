import CLinux

/// The time and the threads a queue lives by. Nothing in this module reads a clock or starts a thread
/// but through the environment its queue was created with.
public struct Environment: Sendable {
  /// Tells the time and rings when delayed callbacks come due.
  public var clock: any TimeSource { parts.clock }
  /// Gives the threads of job threads and of the pool.
  public var threads: any ThreadSource { parts.threads }
  /// Dispatches the automatic ports of every queue of this environment.
  var pool: ThreadPool { parts.pool }

  /// One reference, as every port has an environment.
  private let parts: Parts

  private final class Parts: Sendable {
    let clock: any TimeSource
    let threads: any ThreadSource
    let pool: ThreadPool

    init(clock: any TimeSource, threads: any ThreadSource, pool: ThreadPool) {
      self.clock = clock
      self.threads = threads
      self.pool = pool
    }
  }

  /// The monotonic clock, real threads, and one thread pool for the whole process.
  public static let system = Environment(clock: SystemClock.shared, threads: SystemThreads())

  /// An environment of its own, with a thread pool on `threads` that grows by `clock`. The pool's threads
  /// end when the environment and all queues in it are gone.
  public init(clock: any TimeSource, threads: any ThreadSource) {
    self.init(clock: clock, threads: threads, pool: ThreadPool(clock: clock, threads: threads))
  }

  /// An environment that is the same on every machine: its pool keeps `poolThreads` threads, however many
  /// processors there are. What the pool asks of `poolClock` it asks under its lock.
  package init(
    clock: any TimeSource, threads: any ThreadSource, poolThreads: Int, poolClock: any TimeSource
  ) {
    self.init(
      clock: clock, threads: threads,
      pool: ThreadPool(clock: poolClock, threads: threads, keeping: poolThreads))
  }

  /// The system's threads under another clock. (Their pool grows by the time they live in, the system's.)
  public init(clock: any TimeSource) {
    self.init(clock: clock, threads: Self.system.threads, pool: Self.system.pool)
  }

  private init(clock: any TimeSource, threads: any ThreadSource, pool: ThreadPool) {
    parts = Parts(clock: clock, threads: threads, pool: pool)
  }

  /// The processors this process may use, at least one.
  static var processorCount: Int { Int(clinux_processor_count()) }
}
