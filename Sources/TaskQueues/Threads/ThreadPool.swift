/// The threads that dispatch automatic ports, as an environment holds them. They end when the last user
/// of the environment is gone.
final class ThreadPool: Sendable {
  private let core: PoolCore

  init(
    clock: any TimeSource, threads: any ThreadSource, keeping kept: Int = PoolCore.keptByDefault
  ) {
    core = PoolCore(clock: clock, threads: threads, keeping: kept)
  }

  /// Nothing waits by now: what waits keeps its port, and the port its environment.
  deinit { core.end() }

  /// Has one thread of the pool run the execution.
  func submit(_ execution: PoolExecution) { core.submit(execution) }
}
