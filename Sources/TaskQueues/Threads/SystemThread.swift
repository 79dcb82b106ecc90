import CLinux

/// A thread of the process.
// @unchecked: the identifier is set once, before anyone else can see the thread.
package final class SystemThread: @unchecked Sendable {
  private var identifier = pthread_t()

  /// Starts a thread that is never joined: it lives as long as the process.
  package static func start(name: String, _ body: @escaping @Sendable () -> Void) {
    pthread_detach(SystemThread(name: name, body).identifier)
  }

  package init(name: String, _ body: @escaping @Sendable () -> Void) {
    let start = Unmanaged.passRetained(Start(name: name, body: body))
    let failure = pthread_create(
      &identifier, nil,
      { argument in
        guard let argument else { return nil }
        let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
        clinux_name_thread(start.name)
        start.body()
        return nil
      }, start.toOpaque())
    precondition(
      failure == 0, "the system refuses another thread: see `ulimit -u` and the memory that is left"
    )
  }

  /// Waits until the thread's body has returned. Call it once.
  package func join() { pthread_join(identifier, nil) }

  private final class Start: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
      self.name = name
      self.body = body
    }
  }
}
