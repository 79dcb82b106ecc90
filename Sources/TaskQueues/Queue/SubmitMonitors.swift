import Synchronization

/// Names a registration on a queue. Each is given out once in the process.
public struct RegistrationToken: Hashable, Sendable {
  let number: UInt64

  init(_ registration: AnyObject) {
    number = Self.next.withLock { next in
      next += 1
      return next
    }
  }

  private static let next = Monitor<UInt64>(0)
}

/// A function that is told of what is put on the ports of a queue.
final class SubmitMonitor: Sendable {
  typealias Function = @Sendable (PortRole) -> Void

  private let function: Function
  private let visits = Monitor(Visits())

  init(_ function: @escaping Function) { self.function = function }

  func call(_ role: PortRole) {
    let thread = ThreadIdentity.current
    guard visits.withLock({ $0.enter(thread) }) else { return }
    function(role)
    visits.withLock { visits in
      if visits.leave(thread) { self.visits.notifyAll() }
    }
  }

  /// When this returns nobody is inside of the function any more, but the caller if it is, and nobody
  /// will be.
  func remove() {
    let thread = ThreadIdentity.current
    visits.wait { visits in
      visits.close()
      return visits.containsOthers(than: thread) ? nil : ()
    }
  }
}

/// The monitors of a port, in the order they were registered.
struct PortMonitors {
  private struct Entry {
    let monitor: SubmitMonitor
    let role: PortRole
  }

  private var entries: [Entry] = []

  var isEmpty: Bool { entries.isEmpty }

  mutating func add(_ monitor: SubmitMonitor, as role: PortRole) {
    entries.append(Entry(monitor: monitor, role: role))
  }

  mutating func remove(_ monitor: SubmitMonitor) { entries.removeAll { $0.monitor === monitor } }

  func call() {
    for entry in entries { entry.monitor.call(entry.role) }
  }
}

extension Port {
  func add(_ monitor: SubmitMonitor, as role: PortRole) {
    state.withLock { state in
      state.monitors.add(monitor, as: role)
      attention.bitwiseOr(Attention.monitored, ordering: .sequentiallyConsistent)
    }
  }

  func remove(_ monitor: SubmitMonitor) {
    state.withLock { state in
      state.monitors.remove(monitor)
      if state.monitors.isEmpty {
        attention.bitwiseAnd(~Attention.monitored, ordering: .sequentiallyConsistent)
      }
    }
  }

  /// A monitor may do anything: none is called under a lock, and changes made meanwhile hold for the
  /// next call.
  func callMonitors() { state.withLock { $0.monitors }.call() }
}

extension TaskQueue {
  /// Has a function called for each callback that is put on a port of this queue, through whatever queue
  /// it comes, with the part that the port plays for this queue.
  ///
  /// It is called after the callback has become ready and who waits for it has been woken, so that the
  /// callback may have run by then; before the callback itself on an immediate port. A delayed callback is
  /// told when it is due. It is also called when a queue's termination waits to be delivered on a port,
  /// so that whoever dispatches knows. On whatever thread that happens, several at once; on one of the pool
  /// where a time has come or a descriptor has become ready.
  ///
  /// The function may do anything: submit, dispatch, terminate, register and unregister, itself included.
  /// A monitor keeps no queue and may be called after the last handle of its own has closed: a function that
  /// needs the queue captures it weakly.
  public func registerMonitor(_ function: @escaping @Sendable (PortRole) -> Void)
    -> RegistrationToken
  {
    TimeSensitiveThread.assertIsNotOne("Registering a monitor")
    let monitor = SubmitMonitor(function)
    let token = RegistrationToken(monitor)
    core.state.withLock { $0.monitors[token] = monitor }
    core.workPort.add(monitor, as: .work)
    core.completionPort.add(monitor, as: .completion)
    return token
  }

  /// Ends a registration. When this returns, the function is not running, unless this is called from
  /// inside of it, and will not run again. A token that is none of this queue's is ignored.
  public func unregisterMonitor(_ token: RegistrationToken) {
    TimeSensitiveThread.assertIsNotOne("Unregistering a monitor")
    guard let monitor = core.state.withLock({ $0.monitors.removeValue(forKey: token) }) else {
      return
    }
    core.workPort.remove(monitor)
    core.completionPort.remove(monitor)
    monitor.remove()
  }
}
