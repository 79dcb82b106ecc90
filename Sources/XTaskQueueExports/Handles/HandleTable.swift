import Synchronization
import TaskQueues

/// The handles of one kind that are open, and what they stand for.
///
/// A handle is a number that is given out once: a mark of its kind, a slot, and the slot's generation. As an
/// address it is one that no Linux program can have, so that a pointer to something is never taken for a
/// handle, and it never points to anything, so that there is nothing to be freed.
///
/// A call keeps what it was given the handle of: closing the handle meanwhile makes it stale at once, and the
/// object is let go of when the call ends, on its thread. No call waits for another one, and none takes a lock.
///
/// Slots lie in blocks, each twice as large as the one before, which are there for ever.
///
/// Edges. A: who adds a block releases its slots, who looks a slot up acquires them. B: giving a slot to the
/// free ones releases it, taking one from there acquires it. The rest is the slot's.
// @unchecked: the blocks are set once and atomic
final class HandleTable<Object: AnyObject & Sendable>: @unchecked Sendable {
  typealias Bits = UInt

  private let mark: UInt
  private let blocks: UnsafeMutablePointer<Atomic<UInt>>
  /// The newest free slot, one more than its number, or zero; above it a count of changes, so that a slot
  /// that was taken and given back meanwhile is not taken for one that never was away.
  private let free = Atomic<UInt64>(0)
  /// How many slots have ever been used.
  private let used = Monitor(0)

  private static var firstBlock: Int { 256 }
  private static var blockCount: Int { 16 }
  private static var numberBits: UInt64 { 24 }
  private static var mostSlots: Int { firstBlock << blockCount - firstBlock }

  /// - Parameter mark: told from that of other kinds.
  init(mark: UInt8) {
    self.mark = UInt(mark)
    blocks = .allocate(capacity: Self.blockCount)
    for block in 0..<Self.blockCount { (blocks + block).initialize(to: Atomic(0)) }
  }

  // A table is as long-lived as the process.

  // MARK: Calls

  /// Calls `body` with what a handle stands for, which lives until that returns.
  ///
  /// - Returns: nil where the handle is not open.
  @inline(__always)
  func with<R>(_ handle: Bits, _ body: (Object) -> R) -> R? {
    guard let number = number(handle), let slot = slot(number) else { return nil }
    guard begin(slot, number, Self.generation(handle)) else { return nil }
    defer { end(slot, number) }
    return Unmanaged<Object>.fromOpaque(UnsafeRawPointer(bitPattern: slot.object)!)
      ._withUnsafeGuaranteedRef(body)
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

  @inline(__always)
  private func end(_ slot: HandleSlot, _ number: Int) {
    if slot.end() { recycle(slot, number) }
  }

  // MARK: Opening and closing

  /// Makes a handle, which keeps the object until it is closed.
  ///
  /// - Returns: nil where there are too many handles: several millions.
  func open(_ object: Object) -> Bits? {
    guard let number = takeFree() ?? useAnother(), let slot = slot(number) else { return nil }
    let generation = slot.open(UInt(bitPattern: Unmanaged.passRetained(object).toOpaque()))
    return mark << 56 | UInt(number) << 32 | UInt(generation)
  }

  /// Closes a handle, if it is open. What it stands for is let go of, now or when the last call with it ends:
  /// that may run callbacks.
  func close(_ handle: Bits) {
    guard let number = number(handle), let slot = slot(number) else { return }
    if slot.close(Self.generation(handle)) { recycle(slot, number) }
  }

  /// The slot has been made free by the caller.
  private func recycle(_ slot: HandleSlot, _ number: Int) {
    let object = slot.object
    if !slot.isWornOut { addFree(slot, number) }
    Unmanaged<Object>.fromOpaque(UnsafeRawPointer(bitPattern: object)!).release()
  }

  // MARK: Slots

  @inline(__always)
  private static func generation(_ handle: Bits) -> UInt32 { UInt32(truncatingIfNeeded: handle) }

  /// The slot that a handle names, if it looks like one of this kind.
  @inline(__always)
  private func number(_ handle: Bits) -> Int? {
    handle >> 56 == mark ? Int(handle >> 32 & 0xff_ffff) : nil
  }

  /// - Returns: nil where there is no such slot.
  @inline(__always)
  private func slot(_ number: Int) -> HandleSlot? {
    // Block 0 has the numbers from 0, block 1 those from `firstBlock`, block 2 from three times that …
    let position = number &+ Self.firstBlock
    let block = Int.bitWidth &- 1 &- position.leadingZeroBitCount &- Self.firstBlockBits
    guard block < Self.blockCount,
      let memory = UnsafeMutableRawPointer(
        bitPattern: blocks[block].load(ordering: .acquiring))  // A
    else { return nil }
    let offset = position &- (Self.firstBlock &<< block)
    return HandleSlot(at: memory + offset &* HandleSlot.stride)
  }

  private static var firstBlockBits: Int { firstBlock.trailingZeroBitCount }

  private func useAnother() -> Int? {
    used.withLock { used in
      guard used < Self.mostSlots else { return nil }
      if slot(used) == nil { addBlock(startingWith: used) }
      defer { used += 1 }
      return used
    }
  }

  /// Call it under the lock.
  private func addBlock(startingWith number: Int) {
    let count = number + Self.firstBlock
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: count * HandleSlot.stride, alignment: HandleSlot.stride)
    for index in 0..<count { HandleSlot.initialize(at: memory + index * HandleSlot.stride) }
    let block = (count / Self.firstBlock).trailingZeroBitCount
    blocks[block].store(UInt(bitPattern: memory), ordering: .releasing)  // A
  }

  // MARK: Free slots

  private func addFree(_ slot: HandleSlot, _ number: Int) {
    var first = free.load(ordering: .relaxed)  // relaxed: a guess, the exchange decides
    while true {
      slot.nextFree = UInt32(first & Self.numberMask)
      let (done, seen) = free.weakCompareExchange(
        expected: first, desired: Self.changed(first, to: UInt64(number) + 1),
        successOrdering: .releasing,  // B
        failureOrdering: .relaxed)  // relaxed: only retried
      if done { return }
      first = seen
    }
  }

  private func takeFree() -> Int? {
    var first = free.load(ordering: .acquiring)  // B
    while true {
      let number = Int(first & Self.numberMask) - 1
      guard number >= 0, let slot = slot(number) else { return nil }
      // Where the slot has been taken meanwhile this may be anything, and the exchange fails.
      let next = UInt64(slot.nextFree)
      let (done, seen) = free.weakCompareExchange(
        expected: first, desired: Self.changed(first, to: next), ordering: .acquiringAndReleasing)  // B
      if done { return number }
      first = seen
    }
  }

  private static var numberMask: UInt64 { 1 << numberBits - 1 }

  private static func changed(_ word: UInt64, to first: UInt64) -> UInt64 {
    ((word >> numberBits) &+ 1) << numberBits | first
  }
}
