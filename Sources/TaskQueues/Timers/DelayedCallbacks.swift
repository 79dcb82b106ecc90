import HeapModule

/// A callback that has been counted and is not due yet.
struct DelayedCallback {
  let callback: Callback
  let owner: QueueSide
}

/// The callbacks of a port that are not due yet, in the order they will be.
struct DelayedCallbacks {
  private struct Entry: Comparable {
    let due: Instant
    let number: UInt64
    let callback: DelayedCallback

    static func < (a: Entry, b: Entry) -> Bool { (a.due, a.number) < (b.due, b.number) }
    static func == (a: Entry, b: Entry) -> Bool { a.number == b.number }
  }

  /// How late a callback may be.
  private struct Limit: Comparable {
    let instant: Instant
    let due: Instant

    static func < (a: Limit, b: Limit) -> Bool { a.instant < b.instant }
  }

  private var entries = Heap<Entry>()
  /// Those of callbacks that have been taken out stay until they are seen to be past.
  private var limits = Heap<Limit>()
  private var submitted: UInt64 = 0

  var isEmpty: Bool { entries.isEmpty }
  var earliest: Instant? { entries.min?.due }
  /// When the clock has to ring at the latest, perhaps earlier than that.
  var latest: Instant? { isEmpty ? nil : limits.min?.instant }

  mutating func insert(_ callback: DelayedCallback, due: Instant, leeway: Duration) {
    submitted += 1
    entries.insert(Entry(due: due, number: submitted, callback: callback))
    limits.insert(Limit(instant: due.advanced(by: leeway), due: due))
  }

  /// Takes out all callbacks that are due: the earliest first, among equals the first submitted.
  mutating func takeDue(at now: Instant) -> [DelayedCallback] {
    var due: [DelayedCallback] = []
    while let callback = takeOneDue(at: now) { due.append(callback) }
    while let limit = limits.min, limit.due <= now || isEmpty { _ = limits.popMin() }
    return due
  }

  private mutating func takeOneDue(at now: Instant) -> DelayedCallback? {
    guard let due = earliest, due <= now else { return nil }
    return entries.popMin()?.callback
  }

  /// Takes out everything that was submitted through one queue, in due order.
  mutating func takeAll(of owner: QueueSide) -> [DelayedCallback] {
    let all = entries.unordered
    entries = Heap(all.filter { !($0.callback.owner == owner) })
    return all.filter { $0.callback.owner == owner }.sorted().map(\.callback)
  }

  /// Takes out everything, in due order.
  mutating func takeAll() -> [DelayedCallback] {
    defer {
      entries = Heap()
      limits = Heap()
    }
    return entries.unordered.sorted().map(\.callback)
  }
}
