import Synchronization

/// Every queue of the process that has not come to its end.
final class LiveQueues: Sendable {
  static let shared = LiveQueues()

  private struct State {
    // unmanaged: a queue takes itself out before it is gone
    var queues: [ObjectIdentifier: Unmanaged<QueueCore>] = [:]
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

  func remove(_ queue: QueueCore) {
    state.withLock { state in
      state.queues[ObjectIdentifier(queue)] = nil
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
        if state.queues.isEmpty { return [] }
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
      let (port, side) = (port(role), side(role))
      let outstanding = port.state.withLock { $0.outstanding(of: side, port.ready) }
      return "\(role) \(side.phase), \(outstanding) outstanding"
    }
    let isOpen = workPort.state.withLock { _ in workSide.life.isOpen }
    let suspended = isTerminationSuspended ? ", termination suspended" : ""
    return "queue \"\(name)\" (\(isOpen ? "open" : "closed")\(suspended)): "
      + "\(words(.work)); \(words(.completion))"
  }

  fileprivate func suspendPorts() {
    for port in [workPort, completionPort] where port.mode != .immediate {
      port.attention.bitwiseOr(Port.Attention.suspended, ordering: .sequentiallyConsistent)
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
