/// What an async call asks of whoever provides it. Each comes at most as often as it says, never two
/// DoWorks at a time, and nothing after `cleanup`.
@usableFromInline
package enum AsyncStep: Sendable {
  /// Once, inside the call that starts it, on its thread. Left out where the call starts scheduled.
  case begin
  /// Once for each schedule that was not overtaken by completion, on the work port.
  case doWork
  /// At most once, on the thread that cancels or, where the queue was terminated, on the work port's. Other
  /// steps may be executing on other threads.
  case cancel
  /// The queue was terminated: completion is claimed, store that outcome. The core publishes it.
  case storeCancelled
  /// Once, if the call has a completion callback, on the completion port: call it.
  case callCompletion
  /// Once, last: let go of everything.
  case cleanup
}

/// What a step comes to. Only `begin` and `doWork` may claim; all others are in progress.
@usableFromInline
package enum StepOutcome: Sendable {
  /// Go on. The call completes from elsewhere, or has.
  case inProgress
  /// The step has claimed completion and stored the outcome, without a payload: publish it.
  case claimed
}
