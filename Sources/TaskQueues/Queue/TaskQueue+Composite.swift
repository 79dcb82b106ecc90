extension TaskQueue {
  /// One of this queue's ports, to make another queue on. A composite queue's port is that of the queue
  /// it was made from.
  public func port(_ role: PortRole) -> Port { core.port(role) }

  /// Creates a queue on ports of other queues, or twice on the same one.
  ///
  /// It shares the callbacks that are ready, and who dispatches them, with every queue on these ports.
  /// Its termination is its own: it cancels what was submitted through it and nothing else, and no
  /// other queue's termination ends it.
  public convenience init(name: String = "", work: Port, completion: Port) {
    TimeSensitiveThread.assertIsNotOne("Making a queue on ports of others")
    self.init(QueueCore(name: name, work: work, completion: completion))
  }
}
