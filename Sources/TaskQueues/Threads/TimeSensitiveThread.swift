import CLinux
import Synchronization

/// Marks threads that may only do what costs the same each time, as the one that draws.
///
/// Calls that may take long on such a thread say so: `terminate`, a dispatch that may wait, the
/// registrations, making a composite queue, the process queue. They still do what they are asked for.
/// What costs the same each time does not: creating a queue, submitting, dispatching without waiting.
public enum TimeSensitiveThread {
  /// What happens when a call that may take long is made on a marked thread.
  public enum Violation: Sendable {
    case ignore
    /// Says it once for each call on standard error.
    case log
    case trap
    /// Is told the name of the call.
    case call(@Sendable (String) -> Void)
  }

  /// Whether the calling thread is marked. None is at first.
  public static var isCurrent: Bool {
    get { clinux_is_time_sensitive() }
    set { clinux_set_time_sensitive(newValue) }
  }

  /// What happens at a violation: `.log` unless set.
  public static var onViolation: Violation {
    get { state.withLock { $0.onViolation } }
    set { state.withLock { $0.onViolation = newValue } }
  }

  /// Says that the calling function may take long: what every such function begins with.
  public static func assertIsNotOne(_ call: String = #function) {
    if isCurrent { violated(call) }
  }

  private struct State {
    var onViolation = Violation.log
    var logged: Set<String> = []
  }

  private static let state = Monitor(State())

  private static func violated(_ call: String) {
    let (violation, isNew) = state.withLock { ($0.onViolation, $0.logged.insert(call).inserted) }
    let message = "\(call) may take long, and was called on a time-sensitive thread"
    switch violation {
    case .ignore: break
    case .log: if isNew { clinux_say(message + "\n") }
    case .trap: preconditionFailure(message)
    case .call(let function): function(call)
    }
  }
}
