extension TaskQueue {
  /// Hands a C function and its context to a port, where it is called exactly once.
  ///
  /// The context is handed to the function and never looked at; the caller keeps alive what it points to.
  /// All else is as with a closure that takes `cancelled`.
  public func submit(
    to port: PortRole, after delay: Duration = .zero,
    _ function: @escaping @convention(c) (UnsafeMutableRawPointer?, Bool) -> Void,
    _ context: UnsafeMutableRawPointer?
  ) throws(TaskQueueError) {
    let callback = Callback.function(function, Callback.UncheckedContext(pointer: context))
    try submit(callback, to: port, after: delay)
  }
}
