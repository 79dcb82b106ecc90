import DequeModule

/// What a port holds behind its lock: everything that is not on the way of a callback from `submit` to
/// `dispatch`.
struct PortState {
  var delayed = DelayedCallbacks()
  /// When the clock is to ring for them.
  var alarm: AlarmTime?

  struct AlarmTime: Equatable {
    let earliest: Instant
    let latest: Instant
  }

  /// Queues whose termination waits for nothing more but to be told on this port's threads.
  private var deliverable = Deque<QueueSide>()
  var monitors = PortMonitors()
  /// Nil until somebody asks for it.
  var readySignal: ReadySignal?
  /// The queues on this port.
  private(set) var sides: [QueueSide] = []
  /// How many of them have handles.
  private var openSides = 0
  /// Whether no queue was ever made on the port.
  private(set) var isNew = true
  /// The one queue whose callbacks are counted by their positions among those that are ready.
  var countedByPosition: QueueSide?

  var hasDeliverable: Bool { !deliverable.isEmpty }

  mutating func makeDeliverable(_ side: QueueSide) { deliverable.append(side) }

  mutating func takeDeliverable() -> QueueSide? { deliverable.popFirst() }

  mutating func attach(_ side: QueueSide) {
    sides.append(side)
    openSides += 1
    isNew = false
  }

  mutating func detach(_ side: QueueSide) {
    guard let index = sides.lastIndex(where: { $0 == side }) else { return }
    sides.swapAt(index, sides.count - 1)
    sides.removeLast()
  }

  /// A side has no handle any more.
  mutating func closeLastHandle(of side: QueueSide) {
    side.update { $0.closeLastHandle() }
    openSides -= 1
  }

  /// Whether some queue can still be used to dispatch.
  var isOpen: Bool { openSides > 0 }

  // MARK: Counts

  /// How many callbacks of a queue have been submitted and have not returned, delayed ones included.
  func outstanding(of side: QueueSide, _ ready: borrowing ReadyQueue) -> UInt {
    // Both counts grow. In this order: nothing is taken for returned that is not taken for submitted.
    let returned = side.returned
    return submitted(through: side, ready) &- returned
  }

  /// Whether nothing is waiting, delayed or running.
  ///
  /// Exact: what has returned is counted first. Both sums only grow, and the first is never the greater
  /// one: where they are equal, they were so in between.
  func isEmpty(_ ready: borrowing ReadyQueue) -> Bool {
    let returned = sides.reduce(0 as UInt) { $0 &+ $1.returned }
    var submitted: UInt = 0
    for side in sides { submitted &+= self.submitted(through: side, ready) }
    return submitted == returned
  }

  private func submitted(through side: QueueSide, _ ready: borrowing ReadyQueue) -> UInt {
    side.submitted &+ (side == countedByPosition ? ready.appended : 0)
  }
}
