/// The time that queues live by: a clock and the alarms set on it.
public protocol TimeSource: AnyObject, Sendable {
  var now: Instant { get }

  /// Sets the one instant at which `alarm` next rings, replacing the one set before; nil sets none.
  ///
  /// Rings once, at or after the instant, on a thread of the time source's choosing, and never from
  /// inside this call: it may be made while locks are held.
  func set(_ alarm: any Alarm, to instant: Instant?)

  /// As `set(_:to:)`, for an alarm that may ring up to `leeway` later, so that several that are set to about
  /// the same time need one awakening. A clock that does not care rings at the instant.
  func set(_ alarm: any Alarm, to instant: Instant?, leeway: Duration)
}

extension TimeSource {
  public func set(_ alarm: any Alarm, to instant: Instant?, leeway: Duration) {
    set(alarm, to: instant)
  }
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
    let latest: Instant
    let number: UInt64
  }

  private var entries: [ObjectIdentifier: Entry] = [:]
  private var count: UInt64 = 0

  /// An alarm that is set to the instant it has keeps its place.
  mutating func set(_ alarm: any Alarm, to instant: Instant?, leeway: Duration = .zero) {
    let key = ObjectIdentifier(alarm)
    guard let instant else {
      entries[key] = nil
      return
    }
    var number = count + 1
    if let entry = entries[key], entry.instant == instant { number = entry.number }
    count = max(count, number)
    entries[key] = Entry(
      alarm: alarm, instant: instant, latest: instant.advanced(by: leeway), number: number)
  }

  /// When the first of them has to ring.
  var latest: Instant? { entries.values.lazy.map(\.latest).min() }

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
