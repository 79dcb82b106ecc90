/// Which threads are inside of a function that may be taken away, and whether it was. For who takes it away and
/// waits until others have left it.
///
///     open ──close──▶ closed ──the last one leaves──▶ quiet
///
/// Guarded by the lock of who has it: `enter`, call the function outside of the lock, `leave`.
struct Visits {
  private(set) var isClosed = false
  /// Once for each time a thread is inside.
  private var threads: [ThreadIdentity] = []

  var isEmpty: Bool { threads.isEmpty }
  /// Whether nobody is inside nor will be.
  var isQuiet: Bool { isClosed && isEmpty }

  /// - Returns: whether the function is to be called, and `leave` after that.
  mutating func enter(_ thread: ThreadIdentity) -> Bool {
    if !isClosed { threads.append(thread) }
    return !isClosed
  }

  /// - Returns: whether somebody may wait for this, to be told.
  mutating func leave(_ thread: ThreadIdentity) -> Bool {
    if let index = threads.lastIndex(of: thread) { threads.remove(at: index) }
    return isClosed
  }

  /// Nobody enters any more.
  mutating func close() { isClosed = true }

  func contains(_ thread: ThreadIdentity) -> Bool { threads.contains(thread) }
  func containsOthers(than thread: ThreadIdentity) -> Bool { threads.contains { $0 != thread } }
}
