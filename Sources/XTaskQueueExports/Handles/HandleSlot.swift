import Synchronization

/// One place of a table of handles: an object while a handle to it is open, and how many calls use it.
///
///     free ──open──▶ open ──close, no call is under way──▶ free
///                      └──close──▶ closing ──the last call ends──▶ free
///
/// All of it is one word, so that each step is one atomic operation on it: the slot's generation, its phase,
/// and the number of calls that are under way. A slot gets a new generation whenever it becomes free, and a
/// handle names a slot and a generation: whatever is done with a handle that is not open any more, or never
/// was, fails on comparing them. No slot is ever given back to the system, so that may always be compared.
///
/// The object is there from `open` until the step that makes the slot free, which needs that no call is under
/// way, and which happens once for each generation as it changes that.
///
/// (The number of calls does not run over: it has 30 bits, and each call is some thread's.)
///
/// Threading: any thread, but `open`, which belongs to who has taken the slot from the free ones.
///
/// Edges. A: `open` releases the object, a call that begins, or a close, acquires it. B: a call that ends
/// releases what it did with the object; who makes the slot free, and then lets go of the object, acquires it. C: a
/// close releases what its caller did before; a call that finds the handle closed acquires it.
struct HandleSlot {
  private let storage: UnsafeMutablePointer<Storage>

  private struct Storage: ~Copyable {
    let word = Atomic<UInt64>(Word.first.bits)
    /// Has a meaning while the slot is not free.
    let object = Atomic<UInt>(0)
    /// Has a meaning while the slot is free.
    let nextFree = Atomic<UInt32>(0)
  }

  /// A cache line apart: calls with different handles share nothing.
  static var stride: Int { 64 }

  init(at memory: UnsafeMutableRawPointer) {
    storage = memory.assumingMemoryBound(to: Storage.self)
  }

  static func initialize(at memory: UnsafeMutableRawPointer) {
    memory.bindMemory(to: Storage.self, capacity: 1).initialize(to: Storage())
  }

  // MARK: Calls

  /// A call with a handle of this generation begins. It has to end if it has begun.
  @inline(__always)
  func begin(_ generation: UInt32) -> Begun {
    // A look first, so that a stale handle keeps nobody else's slot from becoming free.
    let seen = storage.pointee.word.load(ordering: .acquiring)  // C
    guard Word(bits: seen).isOpen(generation) else { return .stale }
    let before = storage.pointee.word.wrappingAdd(1, ordering: .acquiring).oldValue  // A
    if Word(bits: before).isOpen(generation) { return .open }
    return endOfStale() ? .free : .stale
  }

  enum Begun {
    case open
    /// The handle is not open.
    case stale
    /// The handle is not open, and this was the last to look at a slot that was closing: see `end`.
    case free
  }

  /// A call ends.
  ///
  /// - Returns: whether that has made the slot free: the caller lets go of the object and may give the slot
  ///   to others.
  @inline(__always)
  func end() -> Bool {
    let (_, bits) = storage.pointee.word.wrappingSubtract(
      1, ordering: .acquiringAndReleasing)  // B
    let now = Word(bits: bits)
    return now.isClosing && makeFree(now)
  }

  @inline(never)
  private func endOfStale() -> Bool { end() }

  @inline(never)
  private func makeFree(_ now: Word) -> Bool {
    // Where a call with a stale handle has come in between, it makes the slot free itself when it ends.
    now.calls == 0
      && storage.pointee.word.compareExchange(
        expected: now.bits, desired: now.freed.bits,
        successOrdering: .acquiringAndReleasing,  // B
        failureOrdering: .relaxed  // relaxed: nothing is done then
      ).exchanged
  }

  /// The object. Ask inside of a call, or after having made the slot free.
  @inline(__always)
  var object: UInt {
    storage.pointee.object.load(ordering: .relaxed)  // relaxed: A was before
  }

  // MARK: Opening and closing

  /// - Returns: the generation of the handle.
  func open(_ object: UInt) -> UInt32 {
    storage.pointee.object.store(object, ordering: .relaxed)  // relaxed: A comes after
    // Not a store: a call with a stale handle may be looking at the slot.
    let (before, _) = storage.pointee.word.wrappingAdd(Word.open, ordering: .releasing)  // A
    return Word(bits: before).generation
  }

  /// Closes the handle of this generation, if it is open.
  ///
  /// - Returns: whether that has made the slot free: see `end`.
  func close(_ generation: UInt32) -> Bool {
    var seen = Word(bits: storage.pointee.word.load(ordering: .acquiring))  // A
    while seen.isOpen(generation) {
      let isFree = seen.calls == 0
      let (done, now) = storage.pointee.word.weakCompareExchange(
        expected: seen.bits, desired: (isFree ? seen.freed : seen.closed).bits,
        successOrdering: .acquiringAndReleasing,  // B
        failureOrdering: .acquiring)  // A
      if done { return isFree }
      seen = Word(bits: now)
    }
    return false
  }

  // MARK: Free slots

  /// Whether the slot has had as many handles as it has numbers for, and is to be used no more.
  var isWornOut: Bool {
    // relaxed: the caller has made the slot free
    Word(bits: storage.pointee.word.load(ordering: .relaxed)).generation == 0
  }

  /// The slot that is behind this one among the free ones: a word of the table's.
  var nextFree: UInt32 {
    // relaxed, both: ordered by the table
    get { storage.pointee.nextFree.load(ordering: .relaxed) }
    nonmutating set { storage.pointee.nextFree.store(newValue, ordering: .relaxed) }
  }
}

/// What a slot is: the generation in the upper half, below it two bits for its phase, and the calls.
private struct Word {
  let bits: UInt64

  static var open: UInt64 { 1 << 31 }
  private static var closing: UInt64 { 1 << 30 }
  /// Generations count from one: after the last one comes zero, which no handle has.
  static var first: Word { Word(bits: 1 << 32) }

  @inline(__always)
  func isOpen(_ generation: UInt32) -> Bool { bits >> 31 == UInt64(generation) << 1 | 1 }

  @inline(__always)
  var isClosing: Bool { bits & Self.closing != 0 }

  var generation: UInt32 { UInt32(truncatingIfNeeded: bits >> 32) }
  var calls: UInt64 { bits & (Self.closing - 1) }

  /// The next generation, with nothing in it.
  var freed: Word { Word(bits: (bits >> 32 &+ 1) << 32) }
  var closed: Word { Word(bits: bits - Self.open + Self.closing) }
}
