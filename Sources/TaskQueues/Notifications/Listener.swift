/// One registration at a `NotificationSource`.
final class Listener<Payload: Sendable>: Sendable {
  let number: UInt64
  private let queue: TaskQueue
  private let port: PortRole
  private let callback: @Sendable (Payload) -> Void

  private struct State {
    var isRemoved = false
    /// The threads that are inside of the callback, once for each time.
    var inside: [ThreadIdentity] = []

    var isQuiet: Bool { isRemoved && inside.isEmpty }
  }

  private let state = Monitor(State())

  init(
    number: UInt64, queue: TaskQueue, port: PortRole,
    callback: @escaping @Sendable (Payload) -> Void
  ) {
    self.number = number
    self.queue = queue
    self.port = port
    self.callback = callback
  }

  /// Has the callback told on its port.
  ///
  /// - Parameter finally: is called when the listener turns out to be at its end.
  /// - Returns: whether there will be anybody to tell.
  func tell(_ payload: Payload, finally: @escaping @Sendable (Listener) -> Void) -> Bool {
    guard state.withLock({ !$0.isRemoved }) else { return true }
    do {
      try queue.submit(to: port) { [self] cancelled in
        if cancelled { endWithQueue() }
        call(payload)
        if state.withLock({ $0.isQuiet }) { finally(self) }
      }
      return true
    } catch {
      endWithQueue()
      return false
    }
  }

  private func endWithQueue() { state.withLock { $0.isRemoved = true } }

  private func call(_ payload: Payload) {
    let thread = ThreadIdentity.current
    let isCalled = state.withLock { state in
      if !state.isRemoved { state.inside.append(thread) }
      return !state.isRemoved
    }
    guard isCalled else { return }
    if CodeTrail.isWanted { CodeTrail.note(closureIn: Kept(callback: callback)) }
    callback(payload)
    state.withLock { state in
      if let index = state.inside.lastIndex(of: thread) { state.inside.remove(at: index) }
      if state.isQuiet { self.state.notifyAll() }
    }
  }

  /// - Returns: whether the callback will never run again.
  func remove(wait: Bool) -> Bool {
    let thread = ThreadIdentity.current
    return state.wait { state in
      state.isRemoved = true
      if state.inside.isEmpty { return true }
      return wait && !state.inside.contains(thread) ? nil : false
    }
  }

  /// The callback as it is kept.
  private struct Kept { let callback: @Sendable (Payload) -> Void }
}
