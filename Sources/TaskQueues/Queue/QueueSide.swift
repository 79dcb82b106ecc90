import Synchronization

/// One queue's side of a port: how much was submitted through this queue, how much of it has returned, and
/// how far its termination is. Several queues may share a port; each has its own side of it.
///
/// The two counts only grow. What is outstanding is their difference, which nobody has to know on the way
/// of a callback: it is looked at, under the port's lock, by who ends something, and by who returns a
/// callback once somebody has said that this is watched. As long as a port is one queue's alone, the
/// callbacks in its ring are not counted here but by their positions there: see `PortState.outstanding`.
///
/// A side belongs to its queue. It is kept alive with it by what is outstanding.
///
/// Edges. A: returning a callback releases what it did, whoever sees that nothing is outstanding acquires
/// it. The other orders come from the port.
struct QueueSide: Hashable, @unchecked Sendable {  // @unchecked: what changes is atomic or guarded
  private let storage: UnsafeMutablePointer<Storage>

  /// Holds nothing that has to be let go of.
  private struct Storage: ~Copyable {
    /// Shifted by one; the lowest bit is set where a submit has to look at `life`.
    let submitted = Atomic<UInt>(0)
    /// Shifted by one; the lowest bit is set where a return has to look whether it was the last.
    let returned = Atomic<UInt>(0)
    /// That of `life`, for those who have not got the lock.
    let phase = Atomic<UInt8>(SideLife.Phase.active.rawValue)
    let role: PortRole
    var queue: Unmanaged<QueueCore>?
    let port: Unmanaged<Port>
  }

  /// Counts are in steps of this, beside the flag.
  private static var one: UInt { 2 }
  private static var flag: UInt { 1 }

  /// Two sides in one piece of memory, which the first one owns.
  static func pair(work: Port, completion: Port) -> (work: QueueSide, completion: QueueSide) {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: 2 * stride, alignment: 16)
    func side(_ offset: Int, _ role: PortRole, of port: Port) -> QueueSide {
      let storage = (memory + offset).bindMemory(to: Storage.self, capacity: 1)
      storage.initialize(to: Storage(role: role, port: .passUnretained(port)))
      let side = QueueSide(storage: storage)
      side.guardedLife.initialize(to: SideLife())
      return side
    }
    return (side(0, .work, of: work), side(stride, .completion, of: completion))
  }

  /// A cache line apart: other threads work on the one than on the other.
  private static var stride: Int { 64 }

  private init(storage: UnsafeMutablePointer<Storage>) { self.storage = storage }

  /// Frees the first side of a pair, and the second with it.
  func deallocatePair() { UnsafeMutableRawPointer(storage).deallocate() }

  /// The address of the side. `freeBits` of it are zero.
  @inline(__always)
  var bits: UInt { UInt(bitPattern: storage) }
  static var freeBits: UInt { 7 }

  @inline(__always)
  init(bits: UInt) { storage = UnsafeMutablePointer(bitPattern: bits)! }

  /// Set before anything is done with the side.
  func belongs(to queue: QueueCore) { storage.pointee.queue = .passUnretained(queue) }

  var queue: QueueCore { storage.pointee.queue!.takeUnretainedValue() }
  var role: PortRole { storage.pointee.role }

  /// Does something with the port, which the queue keeps alive, without counting a reference to it.
  @inline(__always)
  func withPort<R>(_ body: (Port) -> R) -> R {
    // The port is alive for as long as the caller has the queue or a callback of it.
    storage.pointee.port._withUnsafeGuaranteedRef(body)
  }

  func isSide(of queue: QueueCore) -> Bool {
    storage.pointee.queue?.toOpaque() == Unmanaged.passUnretained(queue).toOpaque()
  }

  @inline(__always)
  static func == (a: QueueSide, b: QueueSide) -> Bool { a.storage == b.storage }

  // MARK: Phase

  /// acquiring: who sees that the queue was terminated sees what came before that.
  @inline(__always)
  var phase: SideLife.Phase {
    SideLife.Phase(rawValue: storage.pointee.phase.load(ordering: .acquiring))!
  }

  /// Whether callbacks run cancelled.
  @inline(__always)
  var isCancelled: Bool {
    storage.pointee.phase.load(ordering: .acquiring) != SideLife.Phase.active.rawValue
  }

  var isRefusing: Bool { phase >= .terminating }

  /// Behind the storage and no part of it: what is guarded does not touch what is atomic.
  private var guardedLife: UnsafeMutablePointer<SideLife> {
    UnsafeMutableRawPointer(storage + 1).assumingMemoryBound(to: SideLife.self)
  }

  /// Guarded by the port's lock.
  var life: SideLife { guardedLife.pointee }

  /// Changes how far the side is. Call it under the port's lock.
  func update<R>(_ change: (inout SideLife) -> R) -> R {
    defer { storage.pointee.phase.store(life.phase.rawValue, ordering: .sequentiallyConsistent) }
    return change(&guardedLife.pointee)
  }

  // MARK: Counting

  /// Counts a callback.
  ///
  /// - Returns: false where that has to be done under the lock.
  @inline(__always)
  func countSubmitted() -> Bool {
    var word = storage.pointee.submitted.load(ordering: .relaxed)  // relaxed: the exchange decides
    while word & Self.flag == 0 {
      // relaxed: order between threads comes from the port; this only has to be counted
      let (done, seen) = storage.pointee.submitted.weakCompareExchange(
        expected: word, desired: word &+ Self.one, ordering: .relaxed)
      if done { return true }
      word = seen
    }
    return false
  }

  /// Counts callbacks, whatever the phase. The caller sees to it that the queue lives on.
  func countSubmittedAlways(_ count: UInt = 1) {
    // relaxed: as above
    storage.pointee.submitted.wrappingAdd(count * Self.one, ordering: .relaxed)
  }

  /// Counts callbacks that have returned. The side may be gone after.
  ///
  /// - Returns: false where that has to be done under the lock.
  @inline(__always)
  func countReturned(_ count: UInt) -> Bool {
    var word = storage.pointee.returned.load(ordering: .relaxed)  // relaxed: the exchange decides
    while word & Self.flag == 0 {
      let (done, seen) = storage.pointee.returned.weakCompareExchange(
        expected: word, desired: word &+ count &* Self.one,
        successOrdering: .acquiringAndReleasing,  // A
        failureOrdering: .relaxed)  // relaxed: only retried
      if done { return true }
      word = seen
    }
    return false
  }

  /// Counts callbacks that have returned. Call it under the port's lock.
  func countReturnedAlways(_ count: UInt) {
    storage.pointee.returned.wrappingAdd(count &* Self.one, ordering: .acquiringAndReleasing)  // A
  }

  var submitted: UInt { storage.pointee.submitted.load(ordering: .acquiring) / Self.one }
  var returned: UInt { storage.pointee.returned.load(ordering: .acquiring) / Self.one }  // A

  /// From now on who submits has to look at `life`, under the lock.
  func watchSubmitted() {
    storage.pointee.submitted.bitwiseOr(Self.flag, ordering: .relaxed)  // relaxed: under the lock
  }

  /// From now on who returns a callback has to look whether it was the last, under the lock. Whoever calls
  /// this looks, too: what has been returned without that is seen then.
  func watchReturned() {
    storage.pointee.returned.bitwiseOr(Self.flag, ordering: .acquiringAndReleasing)  // A
  }
}
