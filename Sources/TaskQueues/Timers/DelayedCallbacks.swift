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

  private var entries = Heap<Entry>()
  private var submitted: UInt64 = 0

  var isEmpty: Bool { entries.isEmpty }
  var earliest: Instant? { entries.min?.due }

  mutating func insert(_ callback: DelayedCallback, due: Instant) {
    submitted += 1
    entries.insert(Entry(due: due, number: submitted, callback: callback))
  }

  /// Takes out the next callback that is due: the earliest, among equals the first submitted.
  mutating func takeDue(at now: Instant) -> DelayedCallback? {
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
    defer { entries = Heap() }
    return entries.unordered.sorted().map(\.callback)
  }
}
