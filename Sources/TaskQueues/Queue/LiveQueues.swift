import Synchronization

/// Every queue of the process that has not come to its end.
final class LiveQueues: Sendable {
  static let shared = LiveQueues()

  private struct State {
    // unmanaged: a queue takes itself out before it lets go of itself. So what is looked at under the
    // lock is not let go of the last time there.
    var queues: [ObjectIdentifier: Unmanaged<QueueCore>] = [:]
    /// Queues that have taken themselves out and are not gone yet.
    var ending = 0
    var isSuspended = false
  }

  private let state = Monitor(State())

  func add(_ queue: QueueCore) {
    let isSuspended = state.withLock { state in
      state.queues[ObjectIdentifier(queue)] = .passUnretained(queue)
      return state.isSuspended
    }
    if isSuspended { queue.suspendPorts() }
  }

  /// Nothing needs the queue any more. It is about to let go of itself.
  func ends(_ queue: QueueCore) {
    state.withLock { state in
      state.queues[ObjectIdentifier(queue)] = nil
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
        if state.queues.isEmpty && state.ending == 0 { return [] }
        if SystemClock.shared.now < end { return nil }
        return state.queues.values.map { $0.takeUnretainedValue().description }.sorted()
      }, deadline: { _ in end })
  }

  func suspend() {
    state.withLock { state in
      state.isSuspended = true
      for queue in state.queues.values { queue.takeUnretainedValue().suspendPorts() }
    }
  }

  func resume() {
    let ports = state.withLock { state -> [Port] in
      state.isSuspended = false
      let queues = state.queues.values.map { $0.takeUnretainedValue() }
      let ports = queues.flatMap { [$0.workPort, $0.completionPort] }
      var seen: Set<ObjectIdentifier> = []
      return ports.filter { seen.insert(ObjectIdentifier($0)).inserted }
    }
    for port in ports { port.resume() }
  }
}

extension QueueCore: CustomStringConvertible {
  var description: String {
    func words(_ role: PortRole) -> String {
      let word = side(role).word
      return "\(role) \(word.phase), \(word.outstanding) outstanding"
    }
    let handles = workSide.word.isOpen ? "open" : "closed"
    return "queue \"\(name)\" (\(handles)): \(words(.work)); \(words(.completion))"
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
    let waitingCount = ready.appended &- ready.taken
    for _ in 0..<waitingCount { announce() }
    if attention.load(ordering: .acquiring) & Attention.deliverable != 0 { announce() }
  }
}
