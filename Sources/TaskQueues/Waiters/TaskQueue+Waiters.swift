import CLinux

/// When a descriptor that is waited for calls back again.
public enum WaiterKind: Sendable, CaseIterable {
  /// As long as it is ready: the callback has to read what is there, or it is called again.
  case level
  /// Once for each signal: the counter of the eventfd or timerfd is read before the callback is
  /// submitted. Signals that come together are one. The open file is made non-blocking for that, also
  /// for others who have it.
  case consuming
}

/// What a descriptor is waited for to become. Its end or an error counts whatever is asked for.
public struct WaiterEvents: OptionSet, Sendable {
  public let rawValue: UInt32

  public init(rawValue: UInt32) { self.rawValue = rawValue }

  public static let readable = WaiterEvents(rawValue: 1)
  public static let writable = WaiterEvents(rawValue: 2)
}

/// Names one waiter, among all that the process ever has.
public struct WaiterToken: RawRepresentable, Hashable, Sendable {
  public let rawValue: UInt64

  public init(rawValue: UInt64) { self.rawValue = rawValue }
}

extension TaskQueue {
  /// Submits a callback to a port whenever a descriptor is ready: an eventfd, a timerfd, a pipe, a
  /// socket. It goes through the port like any other and is counted as submitted when the descriptor
  /// became ready; on an `.immediate` port it runs on the thread pool.
  ///
  /// After it has returned, the descriptor is waited for again: a waiter's callback never runs beside
  /// itself. When the queue terminates it runs a last time, with `cancelled` true. The waiter does not
  /// keep the queue: it ends without a word when the last handle is closed.
  ///
  /// The descriptor may be closed at any time: the waiter has one of its own for the same open file.
  ///
  /// - Throws: `.notWaitable` for a descriptor that is closed or cannot be waited for,
  ///   `.outOfDescriptors` if the process may not have another one, `.terminated` from the call of
  ///   `terminate` on.
  public func registerWaiter(
    on port: PortRole, descriptor: CInt, kind: WaiterKind, events: WaiterEvents = .readable,
    _ callback: @escaping @Sendable (_ cancelled: Bool) -> Void
  ) throws(TaskQueueError) -> WaiterToken {
    TimeSensitiveThread.assertIsNotOne("Registering a waiter")
    let own = try OwnDescriptor(duplicating: descriptor, nonblocking: kind == .consuming)
    let waiter = Waiter(
      owner: side(port), port: core.port(port), descriptor: own, kind: kind, events: events,
      callback: callback)
    return try core.port(port).register(waiter)
  }

  /// Ends a waiter: once this returns its callback does not run, not even where it was already
  /// submitted, and will not run again. Does nothing where the waiter has ended or is another queue's.
  ///
  /// Waits for a callback that is running on another thread: hold nothing that it waits for. From inside
  /// the callback itself, it goes on to its own end.
  public func unregisterWaiter(_ token: WaiterToken) {
    TimeSensitiveThread.assertIsNotOne("Unregistering a waiter")
    Descriptors.shared.unregister(token, of: core)
  }
}
