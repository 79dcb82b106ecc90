import TaskQueues

/// A clock for a stepper. Like on a real machine, time goes on whether alarms ring or not, and an alarm
/// that was taken off rings when its thread comes to it: all of these are steps of their own.
///
/// (`ManualClock` does them together, each alarm at its very instant.)
final class SteppedClock: TimeSource {
  private struct State {
    var now = Instant.zero
    /// In the order they were set.
    var alarms: [(alarm: any Alarm, instant: Instant)] = []
  }

  private let state = Monitor(State())

  var now: Instant { state.withLock { $0.now } }

  func set(_ alarm: any Alarm, to instant: Instant?) {
    state.withLock { state in
      let place = state.alarms.firstIndex { $0.alarm === alarm }
      if let place, state.alarms[place].instant == instant { return }
      if let place { state.alarms.remove(at: place) }
      if let instant { state.alarms.append((alarm, instant)) }
    }
  }

  /// When the next alarm rings, however long ago that was.
  var next: Instant? { state.withLock { $0.alarms.map(\.instant).min() } }

  func move(to instant: Instant) { state.withLock { $0.now = max($0.now, instant) } }

  /// Takes off the alarm that is to ring first, if its time has come.
  func takeDue() -> (any Alarm)? {
    state.withLock { state in
      let now = state.now
      guard let first = state.alarms.map(\.instant).min(), first <= now,
        let place = state.alarms.firstIndex(where: { $0.instant == first })
      else { return nil }
      return state.alarms.remove(at: place).alarm
    }
  }

  /// Lets go of all alarms.
  func end() { state.withLock { $0.alarms = [] } }
}

/// A clock whose readings take so long that others go on meanwhile.
final class PausingClock: TimeSource {
  private let clock: SteppedClock
  private let pause: @Sendable () -> Void

  init(_ clock: SteppedClock, pause: @escaping @Sendable () -> Void) {
    self.clock = clock
    self.pause = pause
  }

  var now: Instant {
    let now = clock.now
    pause()
    return now
  }

  /// Is called under locks: nobody goes on here.
  func set(_ alarm: any Alarm, to instant: Instant?) { clock.set(alarm, to: instant) }
}
