import CLinux
import Synchronization

/// Where the threads that help find a call of `parallelFor`.
///
///     free ──take──▶ taken ──open──▶ open ──close──▶ closed ──(no helper is inside)──▶ free
///
/// A helper is a callback on the work port that knows its slot and not the call: it works on whichever
/// call it finds there when it comes, or leaves. So a helper that comes late does no harm, and still
/// counts as asked for in the next call: however many calls pass while all job threads are busy, no more
/// helpers of a slot wait than one call may ask for.
///
/// Threading: `take`, `open` and `close` from the thread that calls, in turn; `help` from any.
///
/// Edges. A: `open` releases the call, a helper that enters acquires it. B: a helper that leaves releases
/// what it did, `close` acquires it. C: `close` releases the slot, the next `take` acquires it. What else
/// happens to the word are read-modify-writes, through which these edges go on.
// @unchecked: `call` is written by who has taken the slot and read by who is inside.
final class ParallelSlot: @unchecked Sendable {
  private let word = Atomic<UInt32>(0)
  private var call: UnsafeMutablePointer<ParallelCall>?

  /// - Returns: whether the slot was free and is the caller's now.
  func take() -> Bool {
    guard !load().isTaken else { return false }
    return !update { $0.isTaken = true }.old.isTaken  // C
  }

  /// Lets helpers in.
  ///
  /// - Returns: how many have to be asked for, so that there are `helpers` on their way.
  func open(_ call: UnsafeMutablePointer<ParallelCall>, helpers: Int) -> Int {
    self.call = call
    let (old, new) = update { word in  // A
      word.isOpen = true
      word.asked = max(word.asked, min(helpers, Word.most))
    }
    return new.asked - old.asked
  }

  /// So many of those that had to be asked for will not come.
  func refused(_ helpers: Int) { update { $0.asked -= helpers } }

  /// Lets no more helpers in, waits for those that are inside, and frees the slot.
  func close() {
    var spins = Environment.processorCount > 1 ? Self.spins : 0
    while update({ $0.close() }).new.isTaken {  // B, C
      while spins > 0, load().inside > 0 {
        clinux_pause()
        spins -= 1
      }
      if spins == 0 { sleep() }
    }
  }

  private static var spins: Int { 1000 }

  /// Sleeps until the last helper has left, or shorter.
  private func sleep() {
    let word = update { $0.isAwaited = $0.inside > 0 }.new
    guard word.isAwaited else { return }
    withUnsafePointer(to: self.word) { clinux_futex_wait($0, word.bits) }
  }

  /// Works on the call that is in the slot, if one is open.
  ///
  /// - Parameter isRefusing: whether to leave at once.
  func help(isRefusing: Bool) {
    let (old, new) = update { word in  // A
      word.asked -= 1
      if word.isOpen && !isRefusing { word.inside += 1 }
    }
    guard new.inside != old.inside, let call else { return }
    call.pointee.work()
    leave()
  }

  private func leave() {
    let (old, new) = update { word in  // B
      word.inside -= 1
      if word.inside == 0 { word.isAwaited = false }
    }
    if old.isAwaited && !new.isAwaited {
      withUnsafePointer(to: word) { clinux_futex_wake_one($0) }
    }
  }

  /// One atomic step: A, B and C, whichever it is.
  @discardableResult
  private func update(_ change: (inout Word) -> Void) -> (old: Word, new: Word) {
    var old = load()
    while true {
      var new = old
      change(&new)
      let (done, seen) = word.weakCompareExchange(
        expected: old.bits, desired: new.bits,
        successOrdering: .acquiringAndReleasing,  // A, B, C
        failureOrdering: .relaxed)  // relaxed: only retried
      if done { return (old, new) }
      old = Word(bits: seen)
    }
  }

  private func load() -> Word {
    Word(bits: word.load(ordering: .relaxed))  // relaxed: a guess, an exchange decides
  }
}

extension ParallelSlot {
  /// What a slot is, in one word.
  private struct Word {
    private(set) var bits: UInt32

    var isTaken: Bool {
      get { bits & 1 != 0 }
      set { set(1, newValue) }
    }

    var isOpen: Bool {
      get { bits & 2 != 0 }
      set { set(2, newValue) }
    }

    /// Whether the caller sleeps until no helper is inside.
    var isAwaited: Bool {
      get { bits & 4 != 0 }
      set { set(4, newValue) }
    }

    /// Helpers that work on the call.
    var inside: Int {
      get { Int(bits >> 8 & 0xFFF) }
      set { bits = bits & ~(0xFFF << 8) | UInt32(newValue) << 8 }
    }

    /// Helpers that have been asked for and have not come.
    var asked: Int {
      get { Int(bits >> 20) }
      set { bits = bits & ~(0xFFF << 20) | UInt32(newValue) << 20 }
    }

    /// More are not asked for, so that they can be counted.
    static var most: Int { 255 }

    init(bits: UInt32) { self.bits = bits }

    mutating func close() {
      isOpen = false
      if inside == 0 { isTaken = false }
    }

    private mutating func set(_ bit: UInt32, _ isSet: Bool) {
      if isSet { bits |= bit } else { bits &= ~bit }
    }
  }
}
