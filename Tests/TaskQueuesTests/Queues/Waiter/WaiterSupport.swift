import CLinux
import Glibc
import Synchronization
import TestSupport

@testable import TaskQueues

extension TaskQueue {
  /// Makes a signal and waits until it has come to the completion port. One thread serves all descriptors in
  /// the order they become ready: what was ready before has come to its own port by then, and what a test
  /// does not expect would have.
  func fence() throws {
    let signal = Signal()
    let token = try registerWaiter(
      on: .completion, descriptor: signal.descriptor, kind: .consuming
    ) { _ in }
    signal.send()
    dispatch(.completion, timeout: nil)
    unregisterWaiter(token)
  }
}

/// What came to one waiter.
final class Observed: Sendable {
  struct Counts {
    var isInside = false
    var isUnregistered = false
    var overlaps = 0
    var cancelled = 0
    /// Callbacks that came after the cancelled one, or once unregistering had returned.
    var afterEnd = 0
  }

  private let state = Monitor(Counts())

  var counts: Counts { state.withLock { $0 } }

  func begins(_ cancelled: Bool) {
    state.withLock { counts in
      if counts.isInside { counts.overlaps += 1 }
      if counts.cancelled > 0 || counts.isUnregistered { counts.afterEnd += 1 }
      if cancelled { counts.cancelled += 1 }
      counts.isInside = true
    }
  }

  func returns() { state.withLock { $0.isInside = false } }

  func unregistered() { state.withLock { $0.isUnregistered = true } }
}

/// An eventfd.
final class Signal: Sendable {
  let descriptor = clinux_eventfd(0)

  deinit { close(descriptor) }

  func send() {
    var one: UInt64 = 1
    write(descriptor, &one, 8)
  }

  /// Never waits, as another may have cleared it.
  func clear() {
    _ = clinux_make_nonblocking(descriptor)
    _ = clinux_read_counter(descriptor)
  }
}

/// Both ends of a pipe. (A socket: a writer without a reader gets an error and no signal.)
final class Pipe: Sendable {
  let reading: CInt
  let writing: CInt
  private let open: Monitor<Set<CInt>>

  init() {
    var ends: [CInt] = [0, 0]
    socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends)
    (reading, writing) = (ends[0], ends[1])
    open = Monitor([ends[0], ends[1]])
  }

  deinit { for end in open.withLock({ $0 }) { close(end) } }

  func closeReading() { closeEnd(reading) }
  func closeWriting() { closeEnd(writing) }

  private func closeEnd(_ end: CInt) {
    if open.withLock({ $0.remove(end) }) != nil { close(end) }
  }

  func write() { send(writing, "x", 1, CInt(MSG_NOSIGNAL)) }

  var hasNoReader: Bool {
    send(writing, "x", 1, CInt(MSG_NOSIGNAL)) == -1 && errno == EPIPE
  }
}
