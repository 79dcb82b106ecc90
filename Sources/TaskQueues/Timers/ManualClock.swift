/// A clock that stands still until it is told to move: for tests, simulations and headless play.
public final class ManualClock: TimeSource {
  private struct State {
    var now = Instant.zero
    var alarms = SetAlarms()
  }

  private let state = Monitor(State())

  public init() {}

  public var now: Instant { state.withLock { $0.now } }

  public func set(_ alarm: any Alarm, to instant: Instant?) {
    state.withLock { $0.alarms.set(alarm, to: instant) }
  }

  /// Moves time forward. Alarms ring on the calling thread, in the order of their instants, then in the
  /// order they were set, each with the clock standing at its own instant. An alarm that is set for an
  /// instant that has passed rings with the next call.
  ///
  /// One thread at a time moves the clock.
  public func advance(by duration: Duration) {
    precondition(
      duration >= .zero, "ManualClock only moves forward: advance(by:) takes no negative duration")
    let end = now.advanced(by: duration)
    while let (alarm, instant) = takeAlarm(until: end) { alarm.ring(at: instant) }
  }

  /// The next alarm. Where none is left, the clock arrives at `end` in the same step: an alarm that is
  /// set meanwhile is either taken or set after that.
  private func takeAlarm(until end: Instant) -> (any Alarm, Instant)? {
    state.withLock { state in
      guard let earliest = state.alarms.earliest, let alarm = state.alarms.takeDue(at: end) else {
        state.now = max(state.now, end)
        return nil
      }
      state.now = max(state.now, earliest)
      return (alarm, state.now)
    }
  }
}
