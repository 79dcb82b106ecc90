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

  /// Moves time forward. Alarms ring on the calling thread, in the order of their instants, each with
  /// the clock standing at its own instant.
  public func advance(by duration: Duration) {
    precondition(
      duration >= .zero, "ManualClock only moves forward: advance(by:) takes no negative duration")
    let end = now.advanced(by: duration)
    while let (alarm, instant) = takeAlarm(until: end) { alarm.ring(at: instant) }
    state.withLock { $0.now = max($0.now, end) }
  }

  private func takeAlarm(until end: Instant) -> (any Alarm, Instant)? {
    state.withLock { state in
      guard let earliest = state.alarms.earliest, let alarm = state.alarms.takeDue(at: end)
      else { return nil }
      state.now = max(state.now, earliest)
      return (alarm, state.now)
    }
  }
}
