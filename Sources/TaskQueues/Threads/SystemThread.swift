import CLinux

/// A thread of the process. One that nobody joins lives on when this is let go of, and leaves nothing
/// behind when it ends.
// @unchecked: the identifier is set once, before anyone else can see the thread; `join` is called once.
package final class SystemThread: @unchecked Sendable {
  private var identifier = pthread_t()
  /// Or never was.
  private var isJoined = false

  /// Which thread calls this. Threads that have ended may be followed by others of the same identity.
  package static var current: UInt { UInt(pthread_self()) }

  /// Starts a thread that is never joined.
  package static func start(name: String, _ body: @escaping @Sendable () -> Void) {
    _ = SystemThread(name: name, body)
  }

  /// Starts a thread that serves all queues of the process, for as long as that lives. It may be held up by
  /// nobody: what it would call of a user's is handed to the pool.
  static func startService(name: String, _ body: @escaping @Sendable () -> Void) {
    start(name: name) {
      clinux_set_service_thread()
      body()
    }
  }

  /// Whether the calling thread is such a one.
  static var isService: Bool { clinux_is_service_thread() }

  /// Starts a thread that has to be there: where the system refuses it, the program ends.
  package convenience init(name: String, _ body: @escaping @Sendable () -> Void) {
    do {
      try self.init(tryingToStart: name, body)
    } catch {
      preconditionFailure(error.description)
    }
  }

  package init(
    tryingToStart name: String, _ body: @escaping @Sendable () -> Void
  ) throws(ThreadRefusal) {
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
    if failure != 0 {
      start.release()
      isJoined = true
      throw ThreadRefusal()
    }
  }

  /// The name of one of several threads, in the 15 bytes that Linux keeps: where it is too long, what is
  /// cut off is the end of the word and not the number.
  package static func name(_ word: String, number: Int) -> String {
    let end = "-\(number)"
    var word = Substring(word)
    while word.utf8.count + end.utf8.count > 15, word.popLast() != nil {}
    return word + end
  }

  deinit {
    if !isJoined { pthread_detach(identifier) }
  }

  /// Waits until the thread's body has returned. Call it once.
  package func join() {
    precondition(
      pthread_equal(pthread_self(), identifier) == 0,
      "a thread would wait for its own end: join it from another thread")
    pthread_join(identifier, nil)
    isJoined = true
  }

  private final class Start: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
      self.name = name
      self.body = body
    }
  }
}
