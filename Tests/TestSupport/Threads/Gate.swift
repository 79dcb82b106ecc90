import TaskQueues

/// Holds threads back until it is opened, so that a test decides who comes first.
public final class Gate: Sendable {
  private let state = Monitor(false)

  public init() {}

  public func open() {
    state.withLock {
      $0 = true
      state.notifyAll()
    }
  }

  public func wait() { state.wait { $0 ? () : nil } }
}
