import CLinux

/// A descriptor of this module's own for an open file of the caller's, closed when it is let go of.
final class OwnDescriptor: Sendable {
  let number: CInt

  init(duplicating descriptor: CInt, nonblocking: Bool) throws(TaskQueueError) {
    let copy = clinux_duplicate(descriptor)
    guard copy >= 0 else { throw TaskQueueError(waitingFailedWith: -copy) }
    number = copy
    if nonblocking { _ = clinux_make_nonblocking(copy) }
  }

  deinit { close(number) }
}

extension TaskQueueError {
  init(waitingFailedWith number: CInt) {
    switch number {
    case EMFILE, ENFILE, ENOMEM, ENOSPC: self = .outOfDescriptors
    default: self = .notWaitable
    }
  }
}
