import Synchronization

/// Tells once that a queue is being terminated: right after it has closed its work port, on the thread that
/// terminates it. At once, where that is past.
struct TerminationWatch: Sendable {
  private struct Watches {
    var lastNumber: UInt64 = 0
    var functions: [ObjectIdentifier: [UInt64: @Sendable () -> Void]] = [:]
  }

  private static let watches = Monitor(Watches())
  /// How many queues are watched: terminating others costs a load. Sequentially consistent, as the phase of
  /// the queue is: either the termination sees the watch, or the watch sees the termination.
  private static let count = Atomic(0)

  private let queue: QueueCore
  private let number: UInt64

  init(of queue: QueueCore, _ function: @escaping @Sendable () -> Void) {
    self.queue = queue
    number = Self.watches.withLock { watches in
      watches.lastNumber += 1
      watches.functions[ObjectIdentifier(queue), default: [:]][watches.lastNumber] = function
      return watches.lastNumber
    }
    Self.count.add(1, ordering: .sequentiallyConsistent)
    if queue.workSide.isRefusing { Self.tell(queue) }
  }

  /// Watches no longer. The function may be running.
  func end() {
    Self.count.subtract(1, ordering: .sequentiallyConsistent)
    Self.watches.withLock { watches in
      let key = ObjectIdentifier(queue)
      watches.functions[key]?[number] = nil
      if watches.functions[key]?.isEmpty == true { watches.functions[key] = nil }
    }
  }

  /// The queue has closed its work port.
  static func tell(_ queue: QueueCore) {
    guard count.load(ordering: .sequentiallyConsistent) > 0 else { return }
    let functions = watches.withLock { $0.functions.removeValue(forKey: ObjectIdentifier(queue)) }
    for (_, function) in (functions ?? [:]).sorted(by: { $0.key < $1.key }) { function() }
  }
}
