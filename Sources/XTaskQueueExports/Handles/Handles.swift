import CXTaskQueue
import TaskQueues

/// The handles that C has.
enum Handles {
  /// Each keeps its queue.
  static let queues = HandleTable<TaskQueue>(mark: 0xA7)
  /// Those that monitors are told, one for each queue: they keep no queue, and nobody closes them.
  static let monitored = HandleTable<QueueCore>(mark: 0xA8)
  /// One for each port, for as long as there is a queue on it.
  static let ports = HandleTable<Port>(mark: 0xA9)
  /// Those that blocks hold, each of one call. The library closes them.
  static let calls = HandleTable<StoringOperation>(mark: 0xAA)

  /// Calls `body` with a queue, which lives until that returns.
  ///
  /// - Parameter failure: what is returned where the handle is null, closed or none at all.
  @inline(__always)
  static func withQueue<R>(
    _ handle: XTaskQueueHandle?, else failure: @autoclosure () -> R, _ body: (TaskQueue) -> R
  ) -> R {
    if let result = queues.with(UInt(bitPattern: handle), body) { return result }
    return withMonitoredQueue(handle, body) ?? failure()
  }

  @inline(never)
  private static func withMonitoredQueue<R>(
    _ handle: XTaskQueueHandle?, _ body: (TaskQueue) -> R
  ) -> R? {
    let queue = monitored.with(UInt(bitPattern: handle)) { TaskQueue(opening: $0) } ?? nil
    return queue.map(body)
  }

  /// The port of a handle, if that lives.
  static func port(_ handle: XTaskQueuePortHandle?) -> Port? {
    ports.with(UInt(bitPattern: handle)) { $0 }
  }
}

extension TaskQueue {
  /// A new handle, to be closed by C; nil where there are too many.
  func openHandle() -> XTaskQueueHandle? {
    Handles.queues.open(self).flatMap { XTaskQueueHandle(bitPattern: $0) }
  }

  /// The handle that monitors of this queue are told.
  var monitoredHandle: XTaskQueueHandle? {
    let number = number {
      Handles.monitored.open(unopened)
    } close: {
      Handles.monitored.close($0)
    }
    return number.flatMap { XTaskQueueHandle(bitPattern: $0) }
  }
}

extension Port {
  /// The handle of this port, the same each time.
  var handle: XTaskQueuePortHandle? {
    let number = number {
      Handles.ports.open(self)
    } close: {
      Handles.ports.close($0)
    }
    return number.flatMap { XTaskQueuePortHandle(bitPattern: $0) }
  }
}
