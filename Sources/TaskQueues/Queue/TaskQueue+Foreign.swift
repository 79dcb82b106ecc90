// What only the C interface asks of a queue and its ports.

extension TaskQueue {
  /// Makes ready now what is due on a port, as the clock does by itself a little later.
  package func makeDueCallbacksReady(on port: PortRole) {
    core.port(port).ring(at: environment.clock.now)
  }

  /// Takes one `suspendTermination` back, and does nothing where there is none.
  package func resumeTerminationIfSuspended() {
    core.resumeTermination()
  }
}

extension TaskQueue {
  /// What the queue is behind its handles: it may be kept without keeping the queue open.
  package var unopened: QueueCore { core }

  /// Another handle of a queue; nil where its last one has closed.
  package convenience init?(opening core: QueueCore) {
    guard core.openAgain() else { return nil }
    self.init(core)
  }

  /// The number that another interface has for the queue, until its last handle closes.
  package func number(orMake make: () -> UInt?, close: @escaping @Sendable (UInt) -> Void) -> UInt?
  {
    core.companion.number(orMake: make, close: close)
  }
}

extension Port {
  /// The number that another interface has for the port, as long as there is a queue on it, as the caller's is.
  package func number(orMake make: () -> UInt?, close: @escaping @Sendable (UInt) -> Void) -> UInt?
  {
    companion.number(orMake: make, close: close)
  }
}

extension RegistrationToken {
  /// The token as a number, which is never zero.
  package var rawNumber: UInt64 { number }

  /// The token of that number. It may be nobody's.
  package init(rawNumber: UInt64) { number = rawNumber }
}
