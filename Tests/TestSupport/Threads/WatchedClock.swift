import TaskQueues

/// A manual clock that tells which alarms are set on it, so that a test knows that a thread has come to
/// wait before it moves the time.
public final class WatchedClock: TimeSource {
  public let clock = ManualClock()
  /// The instants that were set, nil where an alarm was taken back.
  public let set = Log<Instant?>()

  public init() {}

  public var now: Instant { clock.now }

  public func set(_ alarm: any Alarm, to instant: Instant?) {
    clock.set(alarm, to: instant)
    set.append(instant)
  }

  public func advance(by duration: Duration) { clock.advance(by: duration) }
}
