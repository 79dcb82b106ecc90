import Synchronization

/// How often the termination of a queue is suspended. As long as it is, the queue lives, and the termination
/// does not end.
///
/// Most of the time nobody waits for the last of them, and each is one step. Once the queue has begun to
/// end, or has no handle any more, they are counted under the work port's lock, like callbacks: see
/// `QueueSide`.
///
/// Edge A: taking one back releases what came before, whoever sees that there is none acquires it.
struct Suspensions: ~Copyable {
  /// Shifted by two, with two flags below.
  private let word = Atomic<UInt>(0)

  private static var one: UInt { 4 }
  /// Nobody may suspend any more.
  private static var refused: UInt { 1 }
  private static var watched: UInt { 2 }

  enum Outcome {
    case done
    /// Nobody may suspend any more; or there is nothing to take back.
    case refused
    /// It has to be done under the lock.
    case watched
  }

  var isEmpty: Bool { word.load(ordering: .acquiring) < Self.one }  // A

  func add(isLocked: Bool = false) -> Outcome {
    update(isLocked: isLocked) { $0 & Self.refused != 0 ? nil : $0 + Self.one }
  }

  func remove(isLocked: Bool = false) -> Outcome {
    update(isLocked: isLocked) { $0 < Self.one ? nil : $0 - Self.one }
  }

  private func update(isLocked: Bool, _ change: (UInt) -> UInt?) -> Outcome {
    var old = word.load(ordering: .relaxed)  // relaxed: the exchange decides
    while let new = change(old) {
      if old & Self.watched != 0 && !isLocked { return .watched }
      let (done, seen) = word.weakCompareExchange(
        expected: old, desired: new,
        successOrdering: .acquiringAndReleasing,  // A
        failureOrdering: .relaxed)  // relaxed: only retried
      if done { return .done }
      old = seen
    }
    return .refused
  }

  /// Call these under the lock.
  func watch() { word.bitwiseOr(Self.watched, ordering: .acquiringAndReleasing) }  // A
  func refuse() { word.bitwiseOr(Self.refused, ordering: .relaxed) }  // relaxed: under the lock
}
