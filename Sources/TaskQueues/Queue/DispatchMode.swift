/// Which threads dispatch a port.
public enum DispatchMode: Sendable, CaseIterable {
  /// Nothing runs until somebody dispatches the port, on whatever threads the game chooses.
  case manual
  /// The threads of the pool take callbacks in order and run them side by side.
  case threadPool
  /// The threads of the pool run callbacks in order, one at a time.
  case serializedThreadPool
  /// A callback runs on the submitting thread before `submit` returns. Callbacks submitted with a
  /// delay run on the thread pool when they are due.
  case immediate
}

/// Which of its two ports a queue is asked about.
public enum PortRole: Sendable, CaseIterable {
  /// Takes the work that may not be done on the thread that submits it.
  case work
  /// Takes what is to be told when work is done.
  case completion
}
