import CLinux
import Synchronization

/// A descriptor that is readable while a manual port has something to dispatch.
///
/// Whoever puts something on the port or takes something off it looks, after that and under the port's
/// lock, at what there is then: the last one to look has seen everything.
struct ReadySignal {
  let descriptor: OwnDescriptor
  private var isReadable = false

  init(_ descriptor: OwnDescriptor) { self.descriptor = descriptor }

  /// Costs a system call where it changes anything.
  mutating func update(_ isReady: Bool) {
    if isReady == isReadable { return }
    isReadable = isReady
    if isReady {
      _ = clinux_add_to_counter(descriptor.number)
    } else {
      _ = clinux_read_counter(descriptor.number)
    }
  }
}

extension Port {
  func readyDescriptor() throws(TaskQueueError) -> CInt {
    let descriptor = try state.withLock { state throws(TaskQueueError) in
      if let signal = state.readySignal { return signal.descriptor.number }
      let descriptor = try OwnDescriptor(counter: ())
      state.readySignal = ReadySignal(descriptor)
      return descriptor.number
    }
    // First the mark and then the look: who does not see the mark has been seen.
    attention.bitwiseOr(Attention.signalled, ordering: .sequentiallyConsistent)
    updateReadySignal()
    return descriptor
  }

  @inline(__always)
  func updateReadySignalIfAny() {
    if attention.load(ordering: .sequentiallyConsistent) & Attention.signalled != 0 {
      updateReadySignal()
    }
  }

  @inline(never)
  func updateReadySignal() {
    state.withLock { $0.readySignal?.update(hasSomethingToDispatch) }
  }
}

extension TaskQueue {
  /// A descriptor that is readable while a manual port has something to dispatch, so that a loop that
  /// waits for other descriptors, in `poll` or `epoll`, can wait for the port with them.
  ///
  /// It becomes readable before `submit` returns, when a delayed callback comes due, when a waiter fires, and
  /// when the termination of a queue waits to be delivered. It stays so until the last of these has been
  /// taken: inside a callback it says whether anything comes after that one. Callbacks that are not due do not
  /// count, and while all queues are suspended nothing does. Where several threads dispatch, another may have
  /// taken what made it readable: dispatch with no timeout, which finds nothing and leaves it right.
  ///
  /// Watch it for being readable and do nothing else with it: it is not to be read, written or closed. It
  /// belongs to the port, is the same for every queue on it, and is closed when the last of them is gone: stop
  /// watching it before.
  ///
  /// A port that nobody has asked for one pays nothing. One that has, pays two system calls each time it
  /// goes from empty to not empty and back.
  ///
  /// - Throws: `.outOfDescriptors` if the process may not have another one.
  public func readyDescriptor(of port: PortRole) throws(TaskQueueError) -> CInt {
    precondition(
      core.port(port).mode == .manual,
      "readyDescriptor is for manual ports: nobody has to dispatch a port of another mode")
    return try core.port(port).readyDescriptor()
  }
}
