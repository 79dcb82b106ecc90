/// The time that queues live by: a clock and the alarms set on it.
public protocol TimeSource: AnyObject, Sendable {
  var now: Instant { get }

  /// Sets the one instant at which `alarm` next rings, replacing the one set before; nil sets none.
  ///
  /// Rings once, at or after the instant, on a thread of the time source's choosing, and never from
  /// inside this call: it may be made while locks are held.
  func set(_ alarm: any Alarm, to instant: Instant?)
}

/// Something to be told that its time has come.
public protocol Alarm: AnyObject, Sendable {
  func ring(at now: Instant)
}

/// The alarms that are set on a clock. There are few: a port sets one, whatever it delays.
struct SetAlarms {
  private var alarms: [ObjectIdentifier: (alarm: any Alarm, instant: Instant)] = [:]

  mutating func set(_ alarm: any Alarm, to instant: Instant?) {
    alarms[ObjectIdentifier(alarm)] = instant.map { (alarm, $0) }
  }

  var earliest: Instant? { alarms.values.lazy.map(\.instant).min() }

  /// Takes out the alarm that rings first, if its instant is not after `now`.
  mutating func takeDue(at now: Instant) -> (any Alarm)? {
    guard let (key, entry) = alarms.min(by: { $0.value.instant < $1.value.instant }),
      entry.instant <= now
    else { return nil }
    alarms[key] = nil
    return entry.alarm
  }
}
