import CXTaskQueue
import TaskQueues

/// The handles that C has.
enum Handles {
  /// Each keeps its queue.
  static let queues = HandleTable<TaskQueue>(mark: 0xA7)
  /// Those that monitors are told, one for each queue: they keep no queue, and nobody closes them.
  static let monitored = HandleTable<Weak<TaskQueue>>(mark: 0xA8)
  /// One for each port, for as long as it lives.
  static let ports = HandleTable<Weak<Port>>(mark: 0xA9)
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
    monitored.with(UInt(bitPattern: handle)) { $0.object }?.map(body)
  }

  /// The port of a handle, if that lives.
  static func port(_ handle: XTaskQueuePortHandle?) -> Port? {
    ports.with(UInt(bitPattern: handle)) { $0.object } ?? nil
  }
}

extension TaskQueue {
  /// A new handle, to be closed by C; nil where there are too many.
  func openHandle() -> XTaskQueueHandle? {
    Handles.queues.open(self).flatMap { XTaskQueueHandle(bitPattern: $0) }
  }

  /// The handle that monitors of this queue are told.
  var monitoredHandle: XTaskQueueHandle? {
    let kept = companion.get {
      WeakHandle(Handles.monitored.open(Weak(self))) { Handles.monitored.close($0) }
    }
    return kept.bits.flatMap { XTaskQueueHandle(bitPattern: $0) }
  }
}

extension Port {
  /// The handle of this port, the same each time.
  var handle: XTaskQueuePortHandle? {
    let kept = companion.get {
      WeakHandle(Handles.ports.open(Weak(self))) { Handles.ports.close($0) }
    }
    return kept.bits.flatMap { XTaskQueuePortHandle(bitPattern: $0) }
  }
}

/// An object as long as somebody else keeps it.
// @unchecked: set once; the runtime has weak references read on any thread
final class Weak<Object: AnyObject & Sendable>: @unchecked Sendable {
  private(set) weak var object: Object?

  init(_ object: Object) { self.object = object }
}

/// A handle that is open for as long as its object lives, which keeps this as its companion.
private final class WeakHandle: Sendable {
  /// Nil where there are too many handles.
  let bits: UInt?
  private let close: @Sendable (UInt) -> Void

  init(_ bits: UInt?, close: @escaping @Sendable (UInt) -> Void) {
    self.bits = bits
    self.close = close
  }

  deinit { if let bits { close(bits) } }
}
