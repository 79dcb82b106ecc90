import Synchronization

/// Every queue of the process that has not come to its end.
final class LiveQueues: Sendable {
  static let shared = LiveQueues()

  /// The queues before and after one in the list of all. Unmanaged: a queue takes itself out before it lets
  /// go of itself. So what is looked at under the lock is not let go of the last time there.
  struct Neighbours {
    /// How often the queue has been put in and not been taken out. It may come in again before it has been
    /// taken out.
    fileprivate var lives = 0
    fileprivate var previous: Unmanaged<QueueCore>?
    fileprivate var next: Unmanaged<QueueCore>?
  }

  private struct State {
    private var first: Unmanaged<QueueCore>?
    /// Queues that have taken themselves out and are not gone yet.
    var ending = 0
    var isSuspended = false

    var isEmpty: Bool { first == nil }

    var queues: [QueueCore] {
      var queues: [QueueCore] = []
      var next = first
      while let queue = next?.takeUnretainedValue() {
        queues.append(queue)
        next = queue.neighbours.next
      }
      return queues
    }

    mutating func add(_ queue: QueueCore) {
      queue.neighbours.previous = nil
      queue.neighbours.next = first
      first?._withUnsafeGuaranteedRef { $0.neighbours.previous = .passUnretained(queue) }
      first = .passUnretained(queue)
    }

    mutating func remove(_ queue: QueueCore) {
      let (previous, next) = (queue.neighbours.previous, queue.neighbours.next)
      next?._withUnsafeGuaranteedRef { $0.neighbours.previous = previous }
      if let previous {
        previous._withUnsafeGuaranteedRef { $0.neighbours.next = next }
      } else {
        first = next
      }
    }
  }

  private let state = Monitor(State())

  func add(_ queue: QueueCore) {
    let isSuspended = state.withLock { state in
      queue.neighbours.lives += 1
      state.add(queue)
      return state.isSuspended
    }
    if isSuspended { queue.suspendPorts() }
  }

  /// A queue that nothing needed is needed again. It may have ended once more by now.
  func addAgain(_ queue: QueueCore) {
    let isSuspended: Bool? = state.withLock { state in
      queue.neighbours.lives += 1
      guard queue.neighbours.lives == 1 else { return nil }
      state.add(queue)
      state.ending -= 1
      return state.isSuspended
    }
    guard let isSuspended else { return }
    if isSuspended { return queue.suspendPorts() }
    for port in [queue.workPort, queue.completionPort] { port.resume() }
  }

  /// Nothing needs the queue any more. It is about to let go of itself.
  func ends(_ queue: QueueCore) {
    state.withLock { state in
      queue.neighbours.lives -= 1
      guard queue.neighbours.lives == 0 else { return }
      state.remove(queue)
      state.ending += 1
    }
  }

  /// A queue is gone.
  func hasEnded() {
    state.withLock { state in
      state.ending -= 1
      self.state.notifyAll()
    }
  }

  /// Waits until there is none, for real time.
  ///
  /// - Returns: what is left, in words.
  func waitForEnd(timeout: Duration) -> [String] {
    let end = SystemClock.shared.now.advanced(by: timeout)
    return state.wait(
      until: { state in
        if state.isEmpty && state.ending == 0 { return [] }
        if SystemClock.shared.now < end { return nil }
        return state.queues.map(\.description).sorted()
      }, deadline: { _ in end })
  }

  func suspend() {
    state.withLock { state in
      state.isSuspended = true
      for queue in state.queues { queue.suspendPorts() }
    }
  }

  func resume() {
    let ports = state.withLock { state -> [Port] in
      state.isSuspended = false
      let ports = state.queues.flatMap { [$0.workPort, $0.completionPort] }
      var seen: Set<ObjectIdentifier> = []
      return ports.filter { seen.insert(ObjectIdentifier($0)).inserted }
    }
    for port in ports { port.resume() }
  }
}

extension QueueCore: CustomStringConvertible {
  package var description: String {
    func words(_ role: PortRole) -> String {
      let (port, side) = (port(role), side(role))
      let outstanding = port.state.withLock { $0.outstanding(of: side, port.ready) }
      return "\(role) \(side.phase), \(outstanding) outstanding"
    }
    let isOpen = workPort.state.withLock { _ in workSide.life.isOpen }
    let suspended = !suspensions.isEmpty ? ", termination suspended" : ""
    return "queue \"\(name)\" (\(isOpen ? "open" : "closed")\(suspended)): "
      + "\(words(.work)); \(words(.completion))"
  }

  fileprivate func suspendPorts() {
    for port in [workPort, completionPort] where port.mode != .immediate {
      port.attention.bitwiseOr(Port.Attention.suspended, ordering: .sequentiallyConsistent)
      port.updateReadySignalIfAny()
    }
  }
}

extension Port {
  /// Wakes whoever is to run what has come meanwhile, once for each.
  fileprivate func resume() {
    let before = attention.bitwiseAnd(~Attention.suspended, ordering: .sequentiallyConsistent)
      .oldValue
    guard before & Attention.suspended != 0 else { return }
    // In this order: nothing is taken for waiting that is not appended by then. acquiring, both: so they are
    // read in it
    let taken = ready.taken
    let waitingCount = ready.appended &- taken
    for _ in 0..<waitingCount { announce() }
    if attention.load(ordering: .acquiring) & Attention.deliverable != 0 { announce() }
  }
}
