import CLinux
import Synchronization

/// Memory without any order of its own: the thread sanitizer sees whether something else orders what is
/// done to it.
// @unchecked: that it holds is what is tested.
final class Plain: @unchecked Sendable {
  private let pointer: UnsafeMutablePointer<Int>

  init() {
    pointer = .allocate(capacity: 1)
    pointer.initialize(to: 0)
  }

  deinit { pointer.deallocate() }

  var value: Int {
    get { pointer.pointee }
    set { pointer.pointee = newValue }
  }
}

/// A count that lets threads wait for each other and orders nothing: all of it is relaxed.
final class Turn: Sendable {
  private let count = Atomic(0)

  var value: Int { count.load(ordering: .relaxed) }

  func advance() { count.add(1, ordering: .relaxed) }

  func wait(for value: Int) {
    while self.value < value { clinux_yield() }
  }
}
