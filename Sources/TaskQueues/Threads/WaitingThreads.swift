import CLinux
import Synchronization

/// The threads that sleep until a port has something for them, first come first woken. Waking when nobody
/// sleeps costs one load.
///
/// A thread joins, looks once more whether it has to sleep, sleeps, and leaves. Edge D of `ReadyQueue`
/// holds that look against the one of whoever brings something: joining and `isEmpty` are sequentially
/// consistent.
struct WaitingThreads: ~Copyable {
  /// A thread that sleeps, on its own stack.
  struct Sleeper: ~Copyable {
    fileprivate let isWoken = Atomic<UInt32>(0)
    fileprivate var next: UnsafeMutablePointer<Sleeper>?
    fileprivate var isListed = false
  }

  // Not private: the compiler needs it where a port is laid out.
  struct List {
    fileprivate var first: UnsafeMutablePointer<Sleeper>?
    fileprivate var last: UnsafeMutablePointer<Sleeper>?
  }

  private let count = Atomic<Int>(0)
  private let list = Monitor(List())

  @inline(__always)
  var isEmpty: Bool { count.load(ordering: .sequentiallyConsistent) == 0 }  // D

  /// Sleeps until `isDone` says so, which is asked again whenever this thread is woken. It may be asked
  /// on and on while something is on its way: see `ReadyQueue.hasSome`.
  func wait(while isOnItsWay: () -> Bool, until isDone: () -> Bool) {
    var sleeper = Sleeper()
    withUnsafeMutablePointer(to: &sleeper) { sleeper in
      while true {
        join(sleeper)
        if isDone() { return leave(sleeper, passingOn: isOnItsWay) }
        if isOnItsWay() {
          leave(sleeper, passingOn: { false })
          clinux_yield()
        } else {
          sleep(sleeper)
          if isDone() { return passOn(isOnItsWay) }
        }
      }
    }
  }

  /// This thread was woken and has something: what else there is needs another one.
  private func passOn(_ isThereMore: () -> Bool) {
    if isThereMore() { wakeOneIfAny() }
  }

  private func join(_ sleeper: UnsafeMutablePointer<Sleeper>) {
    list.withLock { list in
      sleeper.pointee.isWoken.store(0, ordering: .relaxed)  // relaxed: nobody knows of it yet
      sleeper.pointee.next = nil
      sleeper.pointee.isListed = true
      if let last = list.last { last.pointee.next = sleeper } else { list.first = sleeper }
      list.last = sleeper
      count.add(1, ordering: .sequentiallyConsistent)  // D
    }
  }

  private func sleep(_ sleeper: UnsafeMutablePointer<Sleeper>) {
    withUnsafePointer(to: sleeper.pointee.isWoken) { word in
      // acquiring: what was there to be seen when it was woken is seen now
      while word.pointee.load(ordering: .acquiring) == 0 { clinux_futex_wait(word, 0) }
    }
  }

  /// Leaves the list. Who was woken meanwhile and has something already passes the waking on.
  private func leave(
    _ sleeper: UnsafeMutablePointer<Sleeper>, passingOn isThereMore: () -> Bool
  ) {
    let wasWoken = list.withLock { list in
      defer { Self.remove(sleeper, from: &list, count) }
      return !sleeper.pointee.isListed
    }
    if wasWoken { passOn(isThereMore) }
  }

  @inline(__always)
  func wakeOneIfAny() {
    if !isEmpty { wakeOne() }
  }

  @inline(never)
  func wakeOne() {
    let woken = list.withLock { list in list.first.map { Self.mark($0, in: &list, count) } }
    if let woken { clinux_futex_wake_one(woken) }
  }

  func wakeAll() {
    var woken: [UnsafeRawPointer] = []
    list.withLock { list in
      while let first = list.first { woken.append(Self.mark(first, in: &list, count)) }
    }
    for word in woken { clinux_futex_wake_one(word) }
  }

  /// Takes a sleeper out of the list and lets it go.
  ///
  /// - Returns: what it sleeps on, to be woken outside of the lock. It may have gone by then: a wake
  ///   that finds nobody does nothing, and one that finds somebody else finds a loop that asks again.
  private static func mark(
    _ sleeper: UnsafeMutablePointer<Sleeper>, in list: inout List, _ count: borrowing Atomic<Int>
  ) -> UnsafeRawPointer {
    remove(sleeper, from: &list, count)
    return withUnsafePointer(to: sleeper.pointee.isWoken) { word in
      word.pointee.store(1, ordering: .releasing)
      return UnsafeRawPointer(word)
    }
  }

  private static func remove(
    _ sleeper: UnsafeMutablePointer<Sleeper>, from list: inout List, _ count: borrowing Atomic<Int>
  ) {
    guard sleeper.pointee.isListed else { return }
    sleeper.pointee.isListed = false
    count.subtract(1, ordering: .relaxed)  // relaxed: read as a guess, or under the lock
    var previous: UnsafeMutablePointer<Sleeper>?
    var next = list.first
    while let current = next {
      if current == sleeper {
        if let previous {
          previous.pointee.next = current.pointee.next
        } else {
          list.first = current.pointee.next
        }
        if list.last == sleeper { list.last = previous }
        return
      }
      previous = current
      next = current.pointee.next
    }
  }
}
