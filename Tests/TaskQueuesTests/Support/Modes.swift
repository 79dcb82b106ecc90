import TaskQueues

extension DispatchMode {
  static let automatic: [DispatchMode] = [.threadPool, .serializedThreadPool]
  /// The modes in which a callback waits on the port until a thread comes for it.
  static let queued: [DispatchMode] = [.manual, .threadPool, .serializedThreadPool]
}

extension Environment {
  /// The system's clock and a thread pool of the test's own, whose threads it may block.
  static var own: Environment { Environment(clock: SystemClock.shared, threads: SystemThreads()) }
}
