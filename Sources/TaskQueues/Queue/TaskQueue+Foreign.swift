// What only the C interface asks of a queue.

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

extension RegistrationToken {
  /// The token as a number, which is never zero.
  package var rawNumber: UInt64 { number }

  /// The token of that number. It may be nobody's.
  package init(rawNumber: UInt64) { number = rawNumber }
}
