import Glibc
import TaskQueues

/// The descriptor that a `HANDLE` is.
struct WaitedDescriptor {
  let number: CInt

  /// - Returns: nil where it can be none, as for null.
  init?(_ handle: UnsafeMutableRawPointer?) {
    guard let number = CInt(exactly: Int(bitPattern: handle)), number > 0 else { return nil }
    self.number = number
  }

  /// A counter is read for each signal, so that it is like an event that resets itself. Whatever else there is
  /// holds data, which is the caller's to read.
  var kind: WaiterKind {
    switch name {
    case "anon_inode:[eventfd]", "anon_inode:[timerfd]": .consuming
    default: .level
    }
  }

  /// What the kernel calls the open file: there is no other way to tell a counter.
  private var name: String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { name in
      guard let start = name.baseAddress else { return "" }
      let length = readlink("/proc/self/fd/\(number)", start, name.count)
      let bytes = UnsafeRawBufferPointer(start: start, count: max(0, length))
      return String(decoding: bytes, as: UTF8.self)
    }
  }
}
