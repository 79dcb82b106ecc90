import CLinux
import Synchronization

/// The callbacks of a port that are ready to run, first submitted first: any thread appends, any thread
/// takes, and none waits for another; but who takes waits for an append before the first that has returned.
///
/// A ring of cells between two counters (Dmitry Vyukov's bounded queue), in a chain: a full ring is closed
/// and followed by one twice as large. Its memory is kept until the queue is let go of, so that a thread
/// that still looks at it looks at something; all rings together are less than twice the largest, which
/// is used over and over.
///
/// Positions count callbacks through all rings, so that a drain can stop where the queue ended when it
/// began. A cell's sequence number says whose turn it is: `p` when the cell waits for the append at
/// position `p`, `p + 1` when it waits to be taken from there.
///
/// Edges. A: `append` releases a cell's content, `take` acquires it. B: `take` releases the emptied cell,
/// the `append` a round later acquires it. C: `grow` releases a new ring, whoever finds it acquires it.
/// D: claiming a position and looking at who waits are sequentially consistent, in `append` as in a
/// thread that goes to sleep: either the sleeper sees the claim or the appender sees the sleeper.
// @unchecked: rings are reached through atomics, and live as long as this does.
struct ReadyQueue: ~Copyable, @unchecked Sendable {
  private let head = Atomic<UnsafeMutablePointer<Ring>?>(nil)
  private let tail = Atomic<UnsafeMutablePointer<Ring>?>(nil)
  private let rings = Monitor(Rings())

  /// What growing has to know.
  ///
  /// (Not private: the compiler needs it where a port is laid out.)
  struct Rings {
    fileprivate var first: UnsafeMutablePointer<Ring>?
    fileprivate var areGuarded = false
  }

  private static let firstCapacity: UInt = 16

  deinit {
    while take(upTo: .max) != nil {}
    var next = rings.withLock { $0.first }
    while let ring = next {
      next = ring.pointee.next.load(ordering: .relaxed)  // relaxed: nobody else is left
      ring.deinitialize(count: 1)
      ring.deallocate()
    }
  }

  // MARK: Appending and taking

  /// Appends a callback.
  ///
  /// - Returns: whether its position counts it.
  @inline(__always)
  func append(_ callback: consuming PendingCallback) -> Bool {
    let (ring, end) = claimEnd(unlessGuarded: false)!
    ring.pointee.fill(end.position, callback)
    return !end.isGuarded
  }

  /// Appends a callback that is counted by its position.
  ///
  /// - Returns: false, and nothing is appended, once positions no longer count.
  @inline(__always)
  func append(countedByPosition callback: Callback, of owner: QueueSide) -> Bool {
    guard let (ring, end) = claimEnd(unlessGuarded: true) else { return false }
    ring.pointee.fill(end.position, PendingCallback(callback, owner: owner))
    return true
  }

  @inline(__always)
  private func claimEnd(
    unlessGuarded: Bool
  ) -> (ring: UnsafeMutablePointer<Ring>, end: Ring.End)? {
    while true {
      guard let ring = tail.load(ordering: .acquiring) else {  // C
        grow(after: nil)
        continue
      }
      if let end = ring.pointee.claimEnd(unlessGuarded: unlessGuarded) { return (ring, end) }
      if unlessGuarded && ring.pointee.isGuarded { return nil }
      grow(after: ring)
    }
  }

  /// Takes the first callback, unless its position is `limit` or beyond.
  ///
  /// - Returns: nil where there is none at a moment of this call. What was appended before the call is there,
  ///   also behind an append that has not come to its end.
  @inline(__always)
  func take(upTo limit: UInt) -> PendingCallback? {
    takeFront(upTo: limit) ?? (hasSome ? takeHeldUp(upTo: limit) : nil)
  }

  /// The first position is claimed and not filled: its append is a few steps from its end, or its thread was
  /// interrupted there. If another is filled behind it, that has to be waited for: whoever has appended and
  /// then takes just once, as a monitor may, would leave something to nobody.
  @inline(never)
  private func takeHeldUp(upTo limit: UInt) -> PendingCallback? {
    while hasFilled(upTo: limit) {
      if let callback = takeFront(upTo: limit) { return callback }
      clinux_yield()
    }
    return nil
  }

  private func hasFilled(upTo limit: UInt) -> Bool {
    while let first = head.load(ordering: .acquiring) {  // C
      let front = first.pointee.frontPosition
      var next: UnsafeMutablePointer<Ring>? = first
      while let ring = next {
        if ring.pointee.hasFilled(upTo: limit) { return true }
        next = ring.pointee.next.load(ordering: .acquiring)  // C
      }
      // Where something was taken meanwhile, that may be what was there to find, and something else be there
      // by now, before what was looked at or behind it: only a look that nobody has disturbed tells of none.
      if head.load(ordering: .acquiring) == first, first.pointee.frontPosition == front {  // C
        return false
      }
    }
    return false
  }

  @inline(__always)
  private func takeFront(upTo limit: UInt) -> PendingCallback? {
    while let ring = head.load(ordering: .acquiring) {  // C
      if let position = ring.pointee.claimFront(upTo: limit) { return ring.pointee.empty(position) }
      guard ring.pointee.isDrained, let next = ring.pointee.next.load(ordering: .acquiring)  // C
      else { return nil }
      _ = head.compareExchange(
        expected: ring, desired: next,
        successOrdering: .acquiringAndReleasing,  // C
        failureOrdering: .relaxed)  // relaxed: read again
    }
    return nil
  }

  /// Whether a position has been claimed that is not taken yet, its callback perhaps still on its way.
  @inline(__always)
  var hasSome: Bool {
    guard let ring = head.load(ordering: .acquiring) else { return false }  // C
    return ring.pointee.hasSome || hasSomeBehind(ring)
  }

  /// Whoever drained a ring may have left it before another one was put behind it.
  private func hasSomeBehind(_ drained: UnsafeMutablePointer<Ring>) -> Bool {
    var ring = drained
    while ring.pointee.isClosed,
      let next = ring.pointee.next.load(ordering: .sequentiallyConsistent)  // C, D
    {
      if next.pointee.hasSome { return true }
      ring = next
    }
    return false
  }

  /// How many callbacks have ever been appended.
  var appended: UInt {
    tail.load(ordering: .acquiring)?.pointee.endPosition ?? 0  // C
  }

  /// How many callbacks have ever been taken.
  var taken: UInt {
    head.load(ordering: .acquiring)?.pointee.frontPosition ?? 0  // C
  }

  /// From now on positions do not count.
  ///
  /// - Returns: how many callbacks have been counted by theirs.
  func guardPositions() -> UInt {
    rings.withLock { rings in
      rings.areGuarded = true
      // relaxed: written under the lock
      return tail.load(ordering: .relaxed)?.pointee.guardPositions() ?? 0
    }
  }

  @inline(never)
  private func grow(after full: UnsafeMutablePointer<Ring>?) {
    rings.withLock { rings in
      // relaxed: written under the lock
      guard tail.load(ordering: .relaxed) == full else { return }
      let capacity = full.map { $0.pointee.capacity * 2 } ?? Self.firstCapacity
      let end = full?.pointee.close() ?? Ring.End.beginning(isGuarded: rings.areGuarded)
      let ring = UnsafeMutablePointer<Ring>.allocate(capacity: 1)
      ring.initialize(to: Ring(capacity: capacity, from: end))
      if let full {
        full.pointee.next.store(ring, ordering: .sequentiallyConsistent)  // C, D
      } else {
        rings.first = ring
        head.store(ring, ordering: .releasing)  // C
      }
      tail.store(ring, ordering: .releasing)  // C
    }
  }
}

/// One ring of a `ReadyQueue`.
// @unchecked: a cell belongs to whoever has claimed its position.
private struct Ring: ~Copyable, @unchecked Sendable {
  typealias Sequence = Atomic<UInt>
  typealias Padding = (UInt, UInt, UInt, UInt, UInt, UInt, UInt)

  /// Where a ring ends: a position, and what holds for appending there.
  struct End {
    fileprivate let bits: UInt

    private static var closedBit: UInt { 1 << 63 }
    private static var guardedBit: UInt { 1 << 62 }

    @inline(__always)
    var position: UInt { bits & ~(Self.closedBit | Self.guardedBit) }
    /// Whether there is another ring to append to.
    @inline(__always)
    var isClosed: Bool { bits & Self.closedBit != 0 }
    /// Whether positions do not count.
    @inline(__always)
    var isGuarded: Bool { bits & Self.guardedBit != 0 }

    @inline(__always)
    var next: End { End(bits: bits &+ 1) }
    var open: End { End(bits: bits & ~Self.closedBit) }

    static func beginning(isGuarded: Bool) -> End { End(bits: isGuarded ? guardedBit : 0) }
    static var closed: End { End(bits: closedBit) }
    static var guarded: End { End(bits: guardedBit) }
  }

  private let end: Atomic<UInt>
  private let endPadding: Padding = (0, 0, 0, 0, 0, 0, 0)
  /// The next position to take from. In a cache line of its own: others take than append.
  private let front: Atomic<UInt>
  private let frontPadding: Padding = (0, 0, 0, 0, 0, 0, 0)
  let next = Atomic<UnsafeMutablePointer<Ring>?>(nil)
  let capacity: UInt
  private let cells: UnsafeMutableRawPointer

  /// A cell is its sequence number and a callback, in half a cache line.
  private static var cellShift: UInt { 5 }

  /// - Parameter end: where the ring before this one ends.
  init(capacity: UInt, from end: End) {
    self.capacity = capacity
    self.end = Atomic(end.open.bits)
    let position = end.position
    front = Atomic(position)
    cells = .allocate(byteCount: Int(capacity << Self.cellShift), alignment: 64)
    for next in position..<(position + capacity) { sequence(next).initialize(to: Atomic(next)) }
  }

  deinit { cells.deallocate() }

  @inline(__always)
  private func cell(_ position: UInt) -> UnsafeMutableRawPointer {
    cells + Int((position & (capacity &- 1)) << Self.cellShift)
  }

  @inline(__always)
  private func sequence(_ position: UInt) -> UnsafeMutablePointer<Sequence> {
    cell(position).assumingMemoryBound(to: Sequence.self)
  }

  @inline(__always)
  private func content(_ position: UInt) -> UnsafeMutablePointer<PendingCallback> {
    (cell(position) + 8).assumingMemoryBound(to: PendingCallback.self)
  }

  /// Claims the position at the end; nil if the ring is full or closed, or guarded where that matters.
  @inline(__always)
  func claimEnd(unlessGuarded: Bool) -> End? {
    var end = End(bits: end.load(ordering: .relaxed))  // relaxed: a guess, the exchange decides
    while !end.isClosed && !(unlessGuarded && end.isGuarded) {
      let turn = sequence(end.position).pointee.load(ordering: .acquiring)  // B
      if turn == end.position {
        let (done, seen) = self.end.weakCompareExchange(
          expected: end.bits, desired: end.next.bits,
          successOrdering: .sequentiallyConsistent,  // D
          failureOrdering: .relaxed)  // relaxed: only retried
        if done { return end }
        end = End(bits: seen)
      } else if Int(bitPattern: turn &- end.position) < 0 {
        return nil
      } else {
        end = End(bits: self.end.load(ordering: .relaxed))
      }
    }
    return nil
  }

  @inline(__always)
  func fill(_ position: UInt, _ callback: consuming PendingCallback) {
    content(position).initialize(to: callback)
    sequence(position).pointee.store(position &+ 1, ordering: .releasing)  // A
  }

  /// Claims the position at the front; nil if nothing is there or it is beyond the limit.
  @inline(__always)
  func claimFront(upTo limit: UInt) -> UInt? {
    var position = front.load(ordering: .relaxed)  // relaxed: a guess, the exchange decides
    while position < limit {
      let turn = sequence(position).pointee.load(ordering: .acquiring)  // A
      if turn == position &+ 1 {
        let (done, seen) = front.weakCompareExchange(
          expected: position, desired: position &+ 1, ordering: .relaxed)
        if done { return position }
        position = seen
      } else if Int(bitPattern: turn &- (position &+ 1)) < 0 {
        return nil
      } else {
        position = front.load(ordering: .relaxed)
      }
    }
    return nil
  }

  /// Whether any callback is there before the limit.
  func hasFilled(upTo limit: UInt) -> Bool {
    // The front first: it never passes the end. acquiring: so they are read in this order
    let front = front.load(ordering: .acquiring)
    let end = min(limit, endPosition)
    var position = front
    while position < end {
      // B: who sees that it was taken sees the front behind it.
      if sequence(position).pointee.load(ordering: .acquiring) == position &+ 1 { return true }
      position += 1
    }
    return false
  }

  @inline(__always)
  func empty(_ position: UInt) -> PendingCallback {
    let callback = content(position).move()
    sequence(position).pointee.store(position &+ capacity, ordering: .releasing)  // B
    return callback
  }

  /// Lets nothing more be appended.
  ///
  /// - Returns: where the ring ends.
  func close() -> End {
    End(bits: end.bitwiseOr(End.closed.bits, ordering: .sequentiallyConsistent).oldValue)  // D
  }

  /// - Returns: how many positions count.
  func guardPositions() -> UInt {
    // relaxed: all that is done to the word is done by exchanges
    End(bits: end.bitwiseOr(End.guarded.bits, ordering: .relaxed).oldValue).position
  }

  @inline(__always)
  var isClosed: Bool { End(bits: end.load(ordering: .sequentiallyConsistent)).isClosed }  // D

  var isGuarded: Bool { End(bits: end.load(ordering: .relaxed)).isGuarded }

  var isDrained: Bool {
    let end = End(bits: end.load(ordering: .acquiring))
    return end.isClosed && end.position == front.load(ordering: .relaxed)
  }

  @inline(__always)
  var hasSome: Bool {
    // The front first: it never passes the end.
    let front = front.load(ordering: .relaxed)
    return End(bits: end.load(ordering: .sequentiallyConsistent)).position != front  // D
  }

  var endPosition: UInt { End(bits: end.load(ordering: .acquiring)).position }
  var frontPosition: UInt { front.load(ordering: .acquiring) }
}
