@testable import TaskQueues

/// The only handle of a queue.
final class Holder: Sendable {
  private let state: Monitor<TaskQueue?>

  init(_ queue: TaskQueue) { state = Monitor(queue) }

  var queue: TaskQueue? { state.withLock { $0 } }

  func close() {
    let queue = state.withLock { queue in
      defer { queue = nil }
      return queue
    }
    _ = queue
  }
}
