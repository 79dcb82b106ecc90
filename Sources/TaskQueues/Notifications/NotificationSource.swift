/// Something that happens now and then, and whoever wants to be told of it.
///
///     let token = gamepads.register(on: queue) { event in … }
///     gamepads.raise(.connected(name))
///     gamepads.unregister(token)
///
/// Each listener is told on a port of its own queue. What one thread raises, a listener is told in that
/// order, once each, from its registration on. A listener whose queue terminates is let go of: it is never
/// told of something as cancelled.
public final class NotificationSource<Payload: Sendable>: Sendable {
  /// Names a listener of this source.
  public struct Token: Hashable, Sendable {
    let number: UInt64
  }

  private struct Listeners {
    var lastNumber: UInt64 = 0
    /// In the order they were registered. Copied when it changes while somebody raises.
    var all: [Listener<Payload>] = []
  }

  private let listeners = Monitor(Listeners())

  public init() {}

  /// Has `callback` told of what is raised from now on, on a port of `queue`, which is kept alive until the
  /// listener is unregistered or the queue has terminated.
  ///
  /// Costs the same each time but for the growing of a list: may be called on a time-sensitive thread.
  public func register(
    on queue: TaskQueue, _ port: PortRole = .completion,
    _ callback: @escaping @Sendable (Payload) -> Void
  ) -> Token {
    listeners.withLock { listeners in
      listeners.lastNumber += 1
      let number = listeners.lastNumber
      listeners.all.append(
        Listener(number: number, queue: queue, port: port, callback: callback))
      return Token(number: number)
    }
  }

  /// Removes a listener. What it was to be told and has not begun to be told, it is not told.
  ///
  /// Three ways to use it: with `wait`; without, again and again until it returns true, and then letting go
  /// of what the callback uses; without, and never looking back.
  ///
  /// - Parameter wait: whether to return only after the callback has returned. Without effect inside of the
  ///   callback itself, which would wait for itself.
  /// - Returns: false if the callback is still running, true if it will never run again. Also true for a
  ///   listener that was removed before.
  @discardableResult
  public func unregister(_ token: Token, wait: Bool = false) -> Bool {
    TimeSensitiveThread.assertIsNotOne("Unregistering a listener")
    return remove(token, wait: wait)
  }

  @discardableResult
  func remove(_ token: Token, wait: Bool) -> Bool {
    let listener = listeners.withLock { listeners in
      listeners.all.first { $0.number == token.number }
    }
    guard let listener else { return true }
    let isQuiet = listener.remove(wait: wait)
    // A listener that still runs can be asked for again.
    if isQuiet { drop(listener) }
    return isQuiet
  }

  /// Tells every listener. May be called from any thread, also from inside of a callback.
  public func raise(_ payload: Payload) {
    let current = listeners.withLock { $0.all }
    for listener in current where !listener.tell(payload, finally: drop) { drop(listener) }
  }

  /// Lets go of all listeners: there will be nothing to tell.
  package func end() {
    // What they hold is let go of outside of the lock.
    let ended = listeners.withLock { listeners in
      let all = listeners.all
      listeners.all = []
      return all
    }
    for listener in ended { _ = listener.remove(wait: false) }
  }

  /// How many listeners there are.
  package var listenerCount: Int { listeners.withLock { $0.all.count } }

  private func drop(_ listener: Listener<Payload>) {
    // What the listener holds is let go of outside of the lock.
    _ = listeners.withLock { listeners in
      listeners.all.firstIndex { $0 === listener }.map { listeners.all.remove(at: $0) }
    }
  }
}
