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
  private struct Entry {
    let alarm: any Alarm
    let instant: Instant
    let number: UInt64
  }

  private var entries: [ObjectIdentifier: Entry] = [:]
  private var count: UInt64 = 0

  /// An alarm that is set to the instant it has keeps its place.
  mutating func set(_ alarm: any Alarm, to instant: Instant?) {
    let key = ObjectIdentifier(alarm)
    if entries[key]?.instant == instant { return }
    count += 1
    entries[key] = instant.map { Entry(alarm: alarm, instant: $0, number: count) }
  }

  var earliest: Instant? { first?.value.instant }

  /// Takes out the alarm that rings first, if its instant is not after `now`.
  mutating func takeDue(at now: Instant) -> (any Alarm)? {
    guard let (key, entry) = first, entry.instant <= now else { return nil }
    entries[key] = nil
    return entry.alarm
  }

  /// The earliest, among equals the first set: never the order of the dictionary, which changes from
  /// run to run.
  private var first: (key: ObjectIdentifier, value: Entry)? {
    entries.min { ($0.value.instant, $0.value.number) < ($1.value.instant, $1.value.number) }
  }
}
