import TaskQueues

/// What happened, in order, told from any thread.
public final class Log<Entry: Sendable>: Sendable {
  private let state = Monitor<[Entry]>([])

  public init() {}

  public var entries: [Entry] { state.withLock { $0 } }
  public func append(_ entry: Entry) {
    state.withLock {
      $0.append(entry)
      state.notifyAll()
    }
  }

  /// Waits until there are so many entries.
  public func wait(forCount count: Int) {
    state.wait { $0.count >= count ? () : nil }
  }
}
