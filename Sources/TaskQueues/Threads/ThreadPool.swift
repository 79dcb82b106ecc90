import DequeModule

/// The threads that dispatch automatic ports. They are started when there is work for them, at most as
/// many as there are processors (but two at least), and are kept.
final class ThreadPool: Worker {
  private struct State {
    var executions = Deque<Port>()
    var started = 0
  }

  private let threads: any ThreadSource
  private let limit = max(2, Environment.processorCount)
  private let state = Monitor(State())

  init(threads: any ThreadSource) { self.threads = threads }

  /// Has one thread of the pool run `port.dispatchFromPool()`, once for each call.
  func submit(_ port: Port) {
    let newThread: Int? = state.withLock { state in
      state.executions.append(port)
      // A thread that is on its way to an execution still counts as a sleeper.
      if self.state.sleepers >= state.executions.count || state.started == limit {
        self.state.notifyOne()
        return nil
      }
      state.started += 1
      return state.started
    }
    if let newThread { _ = threads.start(self, name: "pool-\(newThread)") }
  }

  func step(mayBlock: Bool) -> WorkerStep {
    guard let port = takeExecution(mayBlock: mayBlock) else { return .idle }
    port.dispatchFromPool()
    return .ran
  }

  private func takeExecution(mayBlock: Bool) -> Port? {
    guard mayBlock else { return state.withLock { $0.executions.popFirst() } }
    return state.wait { $0.executions.popFirst() }
  }
}
