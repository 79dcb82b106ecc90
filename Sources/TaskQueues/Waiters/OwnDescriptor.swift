import CLinux

/// A descriptor of this module's own, closed when it is let go of.
final class OwnDescriptor: Sendable {
  let number: CInt

  /// One more for an open file of the caller's.
  init(duplicating descriptor: CInt, nonblocking: Bool) throws(TaskQueueError) {
    let copy = clinux_duplicate(descriptor)
    guard copy >= 0 else { throw TaskQueueError(waitingFailedWith: -copy) }
    number = copy
    if nonblocking { _ = clinux_make_nonblocking(copy) }
  }

  /// A counter, which is readable while it is not zero.
  init(counter: Void) throws(TaskQueueError) {
    let counter = clinux_eventfd(0)
    guard counter >= 0 else { throw TaskQueueError(waitingFailedWith: -counter) }
    number = counter
    // Nobody else should read it; nobody here waits if they do.
    _ = clinux_make_nonblocking(counter)
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
