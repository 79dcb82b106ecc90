import TaskQueues

/// An alarm that calls a function.
final class TestAlarm: Alarm {
  private let action: @Sendable (Instant) -> Void

  init(_ action: @escaping @Sendable (Instant) -> Void) { self.action = action }

  func ring(at now: Instant) { action(now) }
}
