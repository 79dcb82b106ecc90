import CLinux

/// The monotonic clock of Linux. One thread serves the alarms of the whole process; it is started by
/// the first alarm.
public final class SystemClock: TimeSource {
  public static let shared = SystemClock()

  private struct State {
    var alarms = SetAlarms()
    var isThreadStarted = false
  }

  private let state = Monitor(State())

  public var now: Instant { Instant(nanoseconds: clinux_monotonic_now()) }

  public func set(_ alarm: any Alarm, to instant: Instant?) {
    set(alarm, to: instant, leeway: .zero)
  }

  public func set(_ alarm: any Alarm, to instant: Instant?, leeway: Duration) {
    let startsThread = state.withLock { state in
      let before = state.alarms.latest
      state.alarms.set(alarm, to: instant, leeway: leeway)
      // A sleep that ends too early is found out when it ends.
      if let latest = state.alarms.latest, latest < before ?? .distantFuture {
        self.state.notifyAll()
      }
      defer { state.isThreadStarted = state.isThreadStarted || instant != nil }
      return instant != nil && !state.isThreadStarted
    }
    if startsThread { startThread() }
  }

  private func startThread() {
    SystemThread.startService(name: "deadlines") { [self] in
      clinux_set_exact_sleep()
      while true { waitForDueAlarm().ring(at: now) }
    }
  }

  private func waitForDueAlarm() -> any Alarm {
    state.wait(
      until: { $0.alarms.takeDue(at: self.now) },
      deadline: { $0.alarms.latest })
  }
}

extension SystemClock {
  /// Has the calling thread sleep until an instant. Wakes late by what the kernel needs, rarely early.
  public func sleep(until instant: Instant) { clinux_sleep_until(instant.nanoseconds) }

  /// Asks for the calling thread's sleeps to end as exactly as the kernel can, not up to 50 µs late.
  public func makeSleepExact() { clinux_set_exact_sleep() }
}
