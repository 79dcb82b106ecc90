import DequeModule

/// What a port holds behind its lock: everything that is not on the way of a callback from `submit` to
/// `dispatch`.
struct PortState {
  var delayed = DelayedCallbacks()
  /// Queues whose termination waits for nothing more but to be told on this port's threads.
  private var deliverable = Deque<QueueSide>()
  var monitors = PortMonitors()
  /// Nil until somebody asks for it.
  var readySignal: ReadySignal?
  /// The queues on this port.
  private(set) var sides: [QueueSide] = []

  var hasDeliverable: Bool { !deliverable.isEmpty }

  mutating func makeDeliverable(_ side: QueueSide) { deliverable.append(side) }

  mutating func takeDeliverable() -> QueueSide? { deliverable.popFirst() }

  mutating func attach(_ side: QueueSide) { sides.append(side) }

  mutating func detach(_ side: QueueSide) {
    guard let index = sides.lastIndex(where: { $0 == side }) else { return }
    sides.swapAt(index, sides.count - 1)
    sides.removeLast()
  }

  /// Whether nothing is waiting, delayed or running.
  var isEmpty: Bool { sides.allSatisfy { $0.word.outstanding <= $0.suspensions } }

  /// Whether some queue can still be used to dispatch.
  var isOpen: Bool { sides.contains { $0.word.isOpen } }
}
