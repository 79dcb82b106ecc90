import CLinux
import Synchronization

/// The callbacks of a port that are ready to run, first submitted first: any thread appends, any thread
/// takes, and none ever waits for another.
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
  /// Guards growing.
  private let first = Monitor<UnsafeMutablePointer<Ring>?>(nil)

  private static let firstCapacity: UInt = 16

  deinit {
    while take(upTo: .max) != nil {}
    var next = first.withLock { $0 }
    while let ring = next {
      next = ring.pointee.next.load(ordering: .relaxed)  // relaxed: nobody else is left
      ring.deinitialize(count: 1)
      ring.deallocate()
    }
  }

  // MARK: Appending and taking

  @inline(__always)
  func append(_ callback: consuming PendingCallback) {
    while true {
      guard let ring = tail.load(ordering: .acquiring) else {  // C
        grow(after: nil)
        continue
      }
      if let position = ring.pointee.claimEnd() {
        ring.pointee.fill(position, callback)
        return
      }
      grow(after: ring)
    }
  }

  /// Takes the first callback, unless its position is `limit` or beyond.
  @inline(__always)
  func take(upTo limit: UInt) -> PendingCallback? {
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
    return ring.pointee.hasSome
  }

  /// How many callbacks have ever been appended.
  var appended: UInt {
    tail.load(ordering: .acquiring)?.pointee.endPosition ?? 0  // C
  }

  /// How many callbacks have ever been taken.
  var taken: UInt {
    head.load(ordering: .acquiring)?.pointee.frontPosition ?? 0  // C
  }

  @inline(never)
  private func grow(after full: UnsafeMutablePointer<Ring>?) {
    first.withLock { first in
      // relaxed: written under the lock
      guard tail.load(ordering: .relaxed) == full else { return }
      let capacity = full.map { $0.pointee.capacity * 2 } ?? Self.firstCapacity
      let ring = UnsafeMutablePointer<Ring>.allocate(capacity: 1)
      ring.initialize(to: Ring(capacity: capacity, at: full?.pointee.close() ?? 0))
      if let full {
        full.pointee.next.store(ring, ordering: .releasing)  // C
      } else {
        first = ring
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

  /// The next position to append to, with `closed` set once there will be none.
  private let end: Atomic<UInt>
  private let endPadding: Padding = (0, 0, 0, 0, 0, 0, 0)
  /// The next position to take from. In a cache line of its own: others take than append.
  private let front: Atomic<UInt>
  private let frontPadding: Padding = (0, 0, 0, 0, 0, 0, 0)
  let next = Atomic<UnsafeMutablePointer<Ring>?>(nil)
  let capacity: UInt
  private let cells: UnsafeMutableRawPointer

  private static var closed: UInt { 1 << 63 }
  /// A cell is its sequence number and a callback, in one cache line.
  private static var cellShift: UInt { 6 }

  /// - Parameter position: of the first callback.
  init(capacity: UInt, at position: UInt) {
    self.capacity = capacity
    end = Atomic(position)
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

  /// Claims the position at the end; nil if the ring is full or closed.
  @inline(__always)
  func claimEnd() -> UInt? {
    var position = end.load(ordering: .relaxed)  // relaxed: a guess, the exchange decides
    while position & Self.closed == 0 {
      let turn = sequence(position).pointee.load(ordering: .acquiring)  // B
      if turn == position {
        let (done, seen) = end.weakCompareExchange(
          expected: position, desired: position &+ 1,
          successOrdering: .sequentiallyConsistent,  // D
          failureOrdering: .relaxed)  // relaxed: only retried
        if done { return position }
        position = seen
      } else if Int(bitPattern: turn &- position) < 0 {
        return nil
      } else {
        position = end.load(ordering: .relaxed)
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

  @inline(__always)
  func empty(_ position: UInt) -> PendingCallback {
    let callback = content(position).move()
    sequence(position).pointee.store(position &+ capacity, ordering: .releasing)  // B
    return callback
  }

  /// Lets nothing more be appended.
  ///
  /// - Returns: the position behind the last.
  func close() -> UInt {
    end.bitwiseOr(Self.closed, ordering: .relaxed).oldValue & ~Self.closed
  }

  var isDrained: Bool {
    let end = end.load(ordering: .acquiring)
    return end & Self.closed != 0 && end & ~Self.closed == front.load(ordering: .relaxed)
  }

  @inline(__always)
  var hasSome: Bool {
    // The front first: it never passes the end.
    let front = front.load(ordering: .relaxed)
    return end.load(ordering: .sequentiallyConsistent) != front  // D
  }

  var endPosition: UInt { end.load(ordering: .acquiring) & ~Self.closed }
  var frontPosition: UInt { front.load(ordering: .acquiring) }
}
