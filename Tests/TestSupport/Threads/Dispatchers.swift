import TaskQueues

/// One thread for each manual port of a queue, which dispatches it until the queue has terminated.
/// With them a test may treat a queue of any dispatch mode alike.
public final class Dispatchers: Sendable {
  private let threads: [SystemThread]

  public init(of queue: TaskQueue, work: DispatchMode, completion: DispatchMode) {
    let modes: [(PortRole, DispatchMode)] = [(.work, work), (.completion, completion)]
    threads = modes.filter { $0.1 == .manual }.map { role, _ in
      SystemThread(name: "dispatch-\(role)") {
        while queue.dispatch(role, timeout: nil) || !queue.isTerminated(role) {}
      }
    }
  }

  /// Waits until the queue has terminated and the threads have ended.
  public func join() {
    for thread in threads { thread.join() }
  }
}
