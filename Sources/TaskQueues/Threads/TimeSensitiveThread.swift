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
    /// Says it once for each kind of work on standard error.
    case log
    case trap
    /// Is told what may take long.
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

  /// Says that something may take long: what every function begins with that does such a thing.
  ///
  /// - Parameter work: what is done, the function's name where nothing else is said.
  public static func assertIsNotOne(_ work: String = #function) {
    if isCurrent { violated(work) }
  }

  private struct State {
    var onViolation = Violation.log
    var logged: Set<String> = []
  }

  private static let state = Monitor(State())

  private static func violated(_ work: String) {
    let (violation, isNew) = state.withLock { ($0.onViolation, $0.logged.insert(work).inserted) }
    let message = "\(work) may take long, and this is a time-sensitive thread"
    switch violation {
    case .ignore: break
    case .log: if isNew { Trace.say(message) }
    case .trap: preconditionFailure(message)
    case .call(let function): function(work)
    }
  }
}
