import Synchronization

/// Frames on their way from the thread that decodes them to the one that plays them: in order, none lost, none twice.
/// Neither waits for the other.
///
/// Threading: `write` and `close` by one thread at a time, the writer; `ahead` and `take` by one thread at a time,
/// the reader; the rest by any.
///
/// Both counts only grow, and `taken <= written <= taken + capacity`. Frame number n lies at n modulo the capacity.
/// Frames from `taken` to `written` are the reader's, all other places the writer's. That there will be no more is said
/// in one word with `written`, which is the last then.
///
/// Edge W: the writer releases frames with `written`; the reader acquires it before it reads them.
/// Edge T: the reader releases places with `taken`, when it has read them; the writer acquires it before it writes
/// there again.
// @unchecked: a place belongs to the writer or the reader at any time, as said above.
nonisolated final class FrameRing: @unchecked Sendable {
  let capacity: Int
  private let frames: UnsafeMutablePointer<StereoFrame>
  /// A `Written`.
  private let written = Atomic<Int>(0)
  private let taken = Atomic<Int>(0)

  /// A count, doubled, and 1 where it is the last.
  private struct Written {
    let word: Int

    init(word: Int) { self.word = word }
    init(count: Int, isLast: Bool = false) { word = count << 1 | (isLast ? 1 : 0) }

    var count: Int { word >> 1 }
    var isLast: Bool { word & 1 == 1 }
  }

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
    let end = Written(word: written.load(ordering: .relaxed)).count  // relaxed: the writer's own
    let free = capacity - (end - taken.load(ordering: .acquiring))  // T
    let place = end & (capacity - 1)
    let row = min(free, capacity - place)
    if row == 0 { return 0 }
    let count = fill(UnsafeMutableBufferPointer(start: frames + place, count: row))
    precondition(0...row ~= count, "\(count) frames were written to \(row) places")
    written.store(Written(count: end + count).word, ordering: .releasing)  // W
    return count
  }

  /// Nothing will be written any more.
  func close() {
    let end = Written(word: written.load(ordering: .relaxed)).count  // relaxed: the writer's own
    written.store(Written(count: end, isLast: true).word, ordering: .releasing)  // W, again
  }

  // MARK: The reader

  /// What is there, from the first frame that was not taken.
  func ahead() -> Passage {
    let end = Written(word: written.load(ordering: .acquiring))  // W
    let begin = taken.load(ordering: .relaxed)  // relaxed: the reader's own
    return Passage(
      frames: frames, first: begin, mask: capacity - 1, count: end.count - begin,
      after: end.isLast ? .nothing : .more)
  }

  /// Gives places back: the first frames are not looked at again.
  func take(_ count: Int) {
    let begin = taken.load(ordering: .relaxed)  // relaxed: the reader's own
    let end = Written(word: written.load(ordering: .relaxed)).count  // relaxed: only compared
    precondition(0...(end - begin) ~= count, "\(count) of \(end - begin) frames were taken")
    taken.store(begin + count, ordering: .releasing)  // T
  }

  // MARK: Anybody

  /// How many frames can be written. May be more a moment later.
  var room: Int {
    // relaxed: a guess; taken first, so that it is not too much
    let begin = taken.load(ordering: .relaxed)
    return max(0, capacity - (Written(word: written.load(ordering: .relaxed)).count - begin))
  }

  /// Whether it is closed and everything has been taken. Then it stays so.
  var isPlayedOut: Bool {
    // relaxed: the last count does not change, and `taken` only grows to it
    let end = Written(word: written.load(ordering: .relaxed))
    return end.isLast && end.count == taken.load(ordering: .relaxed)
  }
}
