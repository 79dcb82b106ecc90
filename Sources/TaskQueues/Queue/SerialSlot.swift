import Synchronization

/// Who may run a callback of a serialized port.
///
///     free ──something is ready──▶ promised ──▶ taken ──▶ free, or promised again if more is ready
///
/// Promised: the pool has been asked for a thread. A thread that dispatches the port by hand may take
/// the slot before the pool's thread comes, which then finds it gone and leaves.
///
/// Nothing is stranded: who appends looks at the slot after, and who frees the slot looks at the queue
/// after. Both orders are sequentially consistent, so one of them sees the other.
struct SerialSlot: ~Copyable {
  private static var free: UInt8 { 0 }
  private static var promised: UInt8 { 1 }
  private static var taken: UInt8 { 2 }

  private let state = Atomic<UInt8>(0)

  var isTaken: Bool { state.load(ordering: .sequentiallyConsistent) == Self.taken }

  /// Something is ready.
  ///
  /// - Returns: whether a thread of the pool has to be asked for.
  @inline(__always)
  func promise() -> Bool {
    guard state.load(ordering: .sequentiallyConsistent) == Self.free else { return false }
    return state.compareExchange(
      expected: Self.free, desired: Self.promised, ordering: .sequentiallyConsistent
    ).exchanged
  }

  /// - Returns: whether the caller has the slot now.
  func take() -> Bool {
    // acquiring: what the callback before this one did is seen by the next
    state.exchange(Self.taken, ordering: .acquiring) != Self.taken
  }

  /// Gives the slot up; then look whether more is ready.
  func release() { state.store(Self.free, ordering: .sequentiallyConsistent) }
}
