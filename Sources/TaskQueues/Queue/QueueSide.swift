import Synchronization

/// One queue's side of a port: how much was submitted through this queue, and how far its termination is.
/// Several queues may share a port; each has its own side of it.
///
/// A side belongs to its queue. It is kept alive with it by what it counts.
struct QueueSide: Hashable, @unchecked Sendable {  // @unchecked: what changes of it is atomic
  private let storage: UnsafeMutablePointer<Storage>

  private struct Storage: ~Copyable {
    let word: Atomic<UInt>
    let queue: Unmanaged<QueueCore>
    let port: Unmanaged<Port>
    let role: PortRole
  }

  init(queue: QueueCore, port: Port, role: PortRole) {
    storage = .allocate(capacity: 1)
    storage.initialize(
      to: Storage(
        word: Atomic(SideWord.initial.bits), queue: .passUnretained(queue),
        port: .passUnretained(port), role: role))
  }

  func deallocate() {
    storage.deinitialize(count: 1)
    storage.deallocate()
  }

  var queue: QueueCore { storage.pointee.queue.takeUnretainedValue() }
  var role: PortRole { storage.pointee.role }

  /// How much of what is outstanding are suspensions of the termination, and no callbacks.
  var suspensions: UInt { role == .work ? queue.suspensions.load(ordering: .acquiring) : 0 }

  /// Does something with the port, which the queue keeps alive, without counting a reference to it.
  @inline(__always)
  func withPort<R>(_ body: (Port) -> R) -> R {
    // The port is alive for as long as the caller has the queue or a callback of it.
    storage.pointee.port._withUnsafeGuaranteedRef(body)
  }

  func isSide(of queue: QueueCore) -> Bool {
    storage.pointee.queue.toOpaque() == Unmanaged.passUnretained(queue).toOpaque()
  }

  static func == (a: QueueSide, b: QueueSide) -> Bool { a.storage == b.storage }

  // MARK: Events. Each is one atomic step; what to do about it is returned.

  /// acquiring: who sees that the queue was terminated sees what came before that.
  @inline(__always)
  var word: SideWord { SideWord(bits: storage.pointee.word.load(ordering: .acquiring)) }

  /// Counts a callback, whatever the phase.
  ///
  /// - Returns: what the side was before.
  @inline(__always)
  func count() -> SideWord {
    // relaxed: order between threads comes from the port; this only has to be counted
    SideWord(bits: storage.pointee.word.wrappingAdd(SideWord.one, ordering: .relaxed).oldValue)
  }

  /// A callback has returned, or was refused after it had been counted.
  ///
  /// - Returns: what the side is now.
  @inline(__always)
  func uncount() -> SideWord {
    // releasing and acquiring: who tells the termination has seen what every callback did
    SideWord(
      bits: storage.pointee.word.wrappingSubtract(SideWord.one, ordering: .acquiringAndReleasing)
        .newValue)
  }

  /// Changes the phase or the flags.
  ///
  /// - Returns: what the side was before, and is now.
  @discardableResult
  func update(_ change: (inout SideWord) -> Void) -> (old: SideWord, new: SideWord) {
    var bits = storage.pointee.word.load(ordering: .relaxed)  // relaxed: the exchange decides
    while true {
      var word = SideWord(bits: bits)
      change(&word)
      let (done, seen) = storage.pointee.word.weakCompareExchange(
        expected: bits, desired: word.bits, ordering: .sequentiallyConsistent)
      if done { return (SideWord(bits: bits), word) }
      bits = seen
    }
  }
}

/// The lifecycle of one queue's side of a port, and how many of its callbacks are outstanding, in a word.
///
///     active ──cancel──▶ cancelled ──close──▶ terminating ──(nothing outstanding)──▶ terminated
///
/// Cancelled: callbacks still may be submitted, and run cancelled. Terminating: submitting is refused.
struct SideWord: Equatable {
  enum Phase: UInt { case active, cancelled, terminating, terminated }

  fileprivate(set) var bits: UInt

  fileprivate static let one: UInt = 1 << 8
  private static let phaseMask: UInt = 3
  private static let open: UInt = 1 << 2
  private static let delivered: UInt = 1 << 3

  static let initial = SideWord(bits: open)

  var phase: Phase { Phase(rawValue: bits & Self.phaseMask)! }
  @inline(__always) var isCancelled: Bool { bits & Self.phaseMask != Phase.active.rawValue }
  @inline(__always) var isRefusing: Bool { bits & Self.phaseMask >= Phase.terminating.rawValue }
  /// Callbacks that were submitted through this queue and have not returned, delayed ones included.
  var outstanding: UInt { bits / Self.one }
  /// Whether the queue has handles.
  var isOpen: Bool { bits & Self.open != 0 }
  /// Whether nothing is outstanding and something waits for that: a termination, or the queue's end.
  @inline(__always) var isAwaitedZero: Bool { bits < Self.one && bits != Self.open }

  /// Whether a dispatch for this queue stops waiting when there is nothing. Inside one of the queue's
  /// own callbacks, which the termination waits for, that is from the call of `terminate` on.
  func endsWaiting(insideItsCallback isInside: Bool) -> Bool {
    phase == .terminated || (isInside && isCancelled)
  }

  /// Whether the termination is to be told now. True for the first who asks.
  var isDeliverable: Bool {
    phase == .terminating && outstanding == 0 && bits & Self.delivered == 0
  }

  /// Whether the side keeps its queue alive no longer.
  var isFinished: Bool { !isOpen && outstanding == 0 }

  mutating func counted() { bits += Self.one }

  mutating func cancel() {
    if phase == .active { set(.cancelled) }
  }

  mutating func close() {
    if phase < .terminating { set(.terminating) }
  }

  mutating func deliver() {
    if isDeliverable { bits |= Self.delivered }
  }

  mutating func terminate() { set(.terminated) }

  mutating func closeLastHandle() { bits &= ~Self.open }

  private mutating func set(_ phase: Phase) { bits = bits & ~Self.phaseMask | phase.rawValue }
}

extension SideWord.Phase: Comparable {
  static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
