import Synchronization

/// Frames on their way from the thread that decodes them to the one that plays them: in order, none lost, none twice.
/// Neither waits for the other.
///
/// Threading: `write` and `close` by one thread at a time, the writer; `ahead` and `take` by one thread at a time,
/// the reader; the rest by any.
///
/// Both counts only grow, and `taken <= written <= taken + capacity`. Frame number n lies at n modulo the capacity.
/// Frames from `taken` to `written` are the reader's, all other places the writer's.
///
/// Edge W: the writer releases frames with `written`; who acquires it sees them.
/// Edge T: the reader releases places with `taken`, when it has read them; the writer acquires it before it writes
/// there again.
/// Edge C: the writer releases the last `written` with `isClosed`; a reader that sees it sees that count, too.
// @unchecked: a place belongs to the writer or the reader at any time, as said above.
nonisolated final class FrameRing: @unchecked Sendable {
  let capacity: Int
  private let frames: UnsafeMutablePointer<StereoFrame>
  private let written = Atomic<Int>(0)
  private let taken = Atomic<Int>(0)
  private let isClosed = Atomic<Bool>(false)

  /// - Parameter capacity: a power of two.
  init(capacity: Int) {
    precondition(
      capacity > 0 && capacity & (capacity - 1) == 0,
      "a ring of \(capacity) frames cannot be: give a power of two")
    self.capacity = capacity
    frames = .allocate(capacity: capacity)
  }

  deinit { frames.deallocate() }

  // MARK: The writer

  /// Has `fill` write to the places that are free, as many as lie in one row, and hands over what it has written.
  ///
  /// - Parameter fill: returns how many frames it has written. Not called where nothing is free.
  /// - Returns: that number.
  func write(_ fill: (UnsafeMutableBufferPointer<StereoFrame>) -> Int) -> Int {
    let end = written.load(ordering: .relaxed)  // relaxed: written by this thread
    let free = capacity - (end - taken.load(ordering: .acquiring))  // T
    let place = end & (capacity - 1)
    let row = min(free, capacity - place)
    if row == 0 { return 0 }
    let count = fill(UnsafeMutableBufferPointer(start: frames + place, count: row))
    precondition(0...row ~= count, "\(count) frames were written to \(row) places")
    written.store(end + count, ordering: .releasing)  // W
    return count
  }

  /// Nothing will be written any more.
  func close() { isClosed.store(true, ordering: .releasing) }  // C

  // MARK: The reader

  /// What is there, from the first frame that was not taken.
  func ahead() -> Passage {
    let isWhole = isClosed.load(ordering: .acquiring)  // C, and so before `written`
    let end = written.load(ordering: .acquiring)  // W
    let begin = taken.load(ordering: .relaxed)  // relaxed: written by this thread
    return Passage(
      frames: frames, first: begin, mask: capacity - 1, count: end - begin,
      after: isWhole ? .nothing : .more)
  }

  /// Gives places back: the first frames are not looked at again.
  func take(_ count: Int) {
    let begin = taken.load(ordering: .relaxed)  // relaxed: written by this thread
    let end = written.load(ordering: .relaxed)  // relaxed: only compared
    precondition(0...(end - begin) ~= count, "\(count) of \(end - begin) frames were taken")
    taken.store(begin + count, ordering: .releasing)  // T
  }

  // MARK: Anybody

  /// How many frames can be written. May be more a moment later.
  var room: Int {
    // relaxed: a guess; taken first, so that it is not too much
    let begin = taken.load(ordering: .relaxed)
    return max(0, capacity - (written.load(ordering: .relaxed) - begin))
  }

  /// Whether it is closed and everything has been taken. Then it stays so.
  var isPlayedOut: Bool {
    guard isClosed.load(ordering: .acquiring) else { return false }  // C
    // relaxed: by C `written` is the last one, and `taken` only grows
    return written.load(ordering: .relaxed) == taken.load(ordering: .relaxed)
  }
}
