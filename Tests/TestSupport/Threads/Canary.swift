import TaskQueues

/// Something a callback holds on to, which tells when it has been let go of.
public final class Canary: Sendable {
  private let released: @Sendable () -> Void

  public init(_ released: @escaping @Sendable () -> Void) { self.released = released }

  /// Has the canary held by the closure that calls this.
  public func sing() {}

  deinit { released() }
}
