import Synchronization

/// The handles of one kind that are open, and what they stand for.
///
/// A handle is a number that is given out once: a mark of its kind, a slot, and the slot's generation. As an
/// address it is one that no Linux program can have, so that a pointer to something is never taken for a
/// handle, and it never points to anything, so that there is nothing to be freed.
///
/// A call keeps what it was given the handle of: closing the handle meanwhile makes it stale at once, and the
/// object is let go of when the call ends, on its thread. No call waits for another one, and none takes a lock.
///
/// Slots lie in blocks, each twice as large as the one before, which are there for ever. The table itself is
/// all constants at first, so that a global one is there when the program starts, and asks nobody for it.
///
/// Edges. A: who adds a block releases its slots, who looks a slot up acquires them. B: giving a slot to the
/// free ones releases it, taking one from there acquires it. The rest is the slot's.
struct HandleTable<Object: AnyObject & Sendable>: ~Copyable, Sendable {
  typealias Bits = UInt

  private let mark: UInt
  private let blocks: InlineArray<16, Atomic<UInt>> = [
    Atomic(0), Atomic(0), Atomic(0), Atomic(0), Atomic(0), Atomic(0), Atomic(0), Atomic(0),
    Atomic(0), Atomic(0), Atomic(0), Atomic(0), Atomic(0), Atomic(0), Atomic(0), Atomic(0),
  ]
  /// The newest free slot, one more than its number, or zero; above it a count of changes, so that a slot
  /// that was taken and given back meanwhile is not taken for one that never was away.
  private let free = Atomic<UInt64>(0)
  /// How many slots have ever been used.
  private let used = Atomic<Int>(0)

  private static var firstBlock: Int { 256 }
  private static var numberBits: UInt64 { 24 }
  /// What the numbers have bits for.
  private static var mostSlots: Int { firstBlock << 16 - firstBlock }

  /// - Parameter mark: told from that of other kinds.
  init(mark: UInt) { self.mark = mark }

  // MARK: Calls

  /// Calls `body` with what a handle stands for, which lives until that returns.
  ///
  /// - Returns: nil where the handle is not open.
  @inline(__always)
  func with<R>(_ handle: Bits, _ body: (Object) -> R) -> R? {
    guard let number = number(handle), let slot = slot(number) else { return nil }
    guard begin(slot, number, Self.generation(handle)) else { return nil }
    let result = Self.object(slot.object)._withUnsafeGuaranteedRef(body)
    if slot.end() { recycle(slot, number) }
    return result
  }

  @inline(__always)
  private func begin(_ slot: HandleSlot, _ number: Int, _ generation: UInt32) -> Bool {
    switch slot.begin(generation) {
    case .open: return true
    case .stale: return false
    case .free:
      recycle(slot, number)
      return false
    }
  }

  // MARK: Opening and closing

  /// Makes a handle, which keeps the object until it is closed.
  ///
  /// - Returns: nil where there are too many handles: several millions.
  func open(_ object: Object) -> Bits? {
    guard let (slot, number) = takeFree() ?? useAnother() else { return nil }
    let generation = slot.open(UInt(bitPattern: Unmanaged.passRetained(object).toOpaque()))
    return mark << 56 | UInt(bitPattern: number) << 32 | UInt(generation)
  }

  /// Closes a handle, if it is open. What it stands for is let go of, now or when the last call with it ends:
  /// that may run callbacks.
  func close(_ handle: Bits) {
    guard let number = number(handle), let slot = slot(number) else { return }
    if slot.close(Self.generation(handle)) { recycle(slot, number) }
  }

  /// The slot has been made free by the caller.
  @inline(never)
  private func recycle(_ slot: HandleSlot, _ number: Int) {
    let object = slot.object
    if !slot.isWornOut { addFree(slot, number) }
    Self.object(object).release()
  }

  @inline(__always)
  private static func object(_ bits: UInt) -> Unmanaged<Object> {
    Unmanaged.fromOpaque(UnsafeRawPointer(bitPattern: bits).unsafelyUnwrapped)
  }

  // MARK: Slots

  @inline(__always)
  private static func generation(_ handle: Bits) -> UInt32 { UInt32(truncatingIfNeeded: handle) }

  /// The slot that a handle names, if it looks like one of this kind.
  @inline(__always)
  private func number(_ handle: Bits) -> Int? {
    handle >> 56 == mark ? Int(bitPattern: handle >> 32 & 0xff_ffff) : nil
  }

  /// - Returns: nil where there is no such slot.
  @inline(__always)
  private func slot(_ number: Int) -> HandleSlot? {
    // Block 0 has the numbers from 0, block 1 those from `firstBlock`, block 2 from three times that …
    let position = number &+ Self.firstBlock
    let block = Self.block(of: position)
    guard block < blocks.count,
      let memory = UnsafeMutableRawPointer(
        bitPattern: blocks[unchecked: block].load(ordering: .acquiring))  // A
    else { return nil }
    let offset = position &- (Self.firstBlock &<< block)
    return HandleSlot(at: memory + offset &* HandleSlot.stride)
  }

  @inline(__always)
  private static func block(of position: Int) -> Int {
    Int.bitWidth &- 1 &- position.leadingZeroBitCount &- firstBlock.trailingZeroBitCount
  }

  @inline(never)
  private func useAnother() -> (HandleSlot, Int)? {
    var number = used.load(ordering: .relaxed)  // relaxed: a guess, the exchange decides
    while number < Self.mostSlots {
      // relaxed: only tells slots apart
      let (done, seen) = used.weakCompareExchange(
        expected: number, desired: number + 1, ordering: .relaxed)
      if done {
        addBlockIfMissing(for: number)
        return slot(number).map { ($0, number) }
      }
      number = seen
    }
    return nil
  }

  private func addBlockIfMissing(for number: Int) {
    guard slot(number) == nil else { return }
    let block = Self.block(of: number + Self.firstBlock)
    let count = Self.firstBlock << block
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: count * HandleSlot.stride, alignment: HandleSlot.stride)
    for index in 0..<count { HandleSlot.initialize(at: memory + index * HandleSlot.stride) }
    let isFirst = blocks[block].compareExchange(
      expected: 0, desired: UInt(bitPattern: memory), successOrdering: .releasing,  // A
      failureOrdering: .relaxed  // relaxed: who looks the slot up acquires
    ).exchanged
    if !isFirst { memory.deallocate() }
  }

  // MARK: Free slots

  private func addFree(_ slot: HandleSlot, _ number: Int) {
    var first = free.load(ordering: .relaxed)  // relaxed: a guess, the exchange decides
    while true {
      slot.nextFree = UInt32(truncatingIfNeeded: first & Self.numberMask)
      let (done, seen) = free.weakCompareExchange(
        expected: first, desired: Self.changed(first, to: UInt64(number) &+ 1),
        successOrdering: .releasing,  // B
        failureOrdering: .relaxed)  // relaxed: only retried
      if done { return }
      first = seen
    }
  }

  private func takeFree() -> (HandleSlot, Int)? {
    var first = free.load(ordering: .acquiring)  // B
    while true {
      let number = Int(first & Self.numberMask) &- 1
      guard number >= 0, let slot = slot(number) else { return nil }
      // Where the slot has been taken meanwhile this may be anything, and the exchange fails.
      let next = UInt64(slot.nextFree)
      let (done, seen) = free.weakCompareExchange(
        expected: first, desired: Self.changed(first, to: next),
        ordering: .acquiringAndReleasing)  // B
      if done { return (slot, number) }
      first = seen
    }
  }

  private static var numberMask: UInt64 { 1 << numberBits - 1 }

  private static func changed(_ word: UInt64, to first: UInt64) -> UInt64 {
    ((word >> numberBits) &+ 1) << numberBits | first
  }
}
