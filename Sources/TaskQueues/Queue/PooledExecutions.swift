import Synchronization

/// How many threads of the pool a concurrent port has asked for, and how many of them are inside a
/// callback. As long as one of them is not, it will come and look; otherwise what is appended needs
/// another.
///
/// Nothing is stranded. Who appends looks at these counts after; a thread that begins a callback, or
/// leaves, changes them first and looks at the queue after. All of it is sequentially consistent, so that
/// one of the two sees the other.
struct PooledExecutions: ~Copyable {
  private let asked = Atomic<Int>(0)
  private let inside = Atomic<Int>(0)

  /// More threads than this are not asked for at a time.
  private static var most: Int { 64 }

  /// Something was appended.
  ///
  /// - Returns: whether another thread has to be asked for.
  @inline(__always)
  func appended() -> Bool {
    let inside = inside.load(ordering: .sequentiallyConsistent)
    return asked.load(ordering: .sequentiallyConsistent) <= inside && askForAnother()
  }

  private func askForAnother() -> Bool {
    var count = asked.load(ordering: .relaxed)  // relaxed: the exchange decides
    while count < Self.most {
      let (done, seen) = asked.weakCompareExchange(
        expected: count, desired: count + 1, ordering: .sequentiallyConsistent)
      if done { return true }
      count = seen
    }
    return false
  }

  /// A thread has taken something and begins it.
  ///
  /// - Returns: whether another thread has to be asked for, for what is left.
  func begins(whileMoreIsReady isMoreReady: @autoclosure () -> Bool) -> Bool {
    inside.add(1, ordering: .sequentiallyConsistent)
    return isMoreReady() && appended()
  }

  func returned() { inside.subtract(1, ordering: .sequentiallyConsistent) }

  /// A thread found nothing.
  ///
  /// - Returns: whether something came at the last moment, for which another has to be asked for.
  func leaves(isSomethingReady: () -> Bool) -> Bool {
    asked.subtract(1, ordering: .sequentiallyConsistent)
    return isSomethingReady() && appended()
  }
}
