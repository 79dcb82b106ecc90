/// One registration at a `NotificationSource`.
final class Listener<Payload: Sendable>: Sendable {
  let number: UInt64
  private let queue: TaskQueue
  private let port: PortRole
  private let callback: @Sendable (Payload) -> Void

  private let visits = Monitor(Visits())

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
    guard visits.withLock({ !$0.isClosed }) else { return true }
    do {
      try queue.submit(to: port) { [self] cancelled in
        if cancelled { endWithQueue() }
        call(payload)
        if visits.withLock({ $0.isQuiet }) { finally(self) }
      }
      return true
    } catch {
      endWithQueue()
      return false
    }
  }

  private func endWithQueue() { visits.withLock { $0.close() } }

  private func call(_ payload: Payload) {
    let thread = ThreadIdentity.current
    guard visits.withLock({ $0.enter(thread) }) else { return }
    callback(payload)
    visits.withLock { visits in
      if visits.leave(thread) { self.visits.notifyAll() }
    }
  }

  /// - Returns: whether the callback will never run again.
  func remove(wait: Bool) -> Bool {
    let thread = ThreadIdentity.current
    return visits.wait { visits in
      visits.close()
      if visits.isEmpty { return true }
      return wait && !visits.contains(thread) ? nil : false
    }
  }
}
