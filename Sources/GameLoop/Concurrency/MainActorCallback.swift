import TaskQueues

/// A callback of the main actor, called from a completion of the loop: on the main thread, without a hop.
nonisolated struct MainActorCallback<Argument: Sendable> {
  private let callback: @MainActor (Argument) -> Void

  init(_ callback: @escaping @MainActor (Argument) -> Void) { self.callback = callback }

  func call(with argument: Argument) {
    if CodeTrail.isWanted {
      // A closure is two words, the first of which is its code.
      CodeTrail.note(withUnsafeBytes(of: self) { $0.load(as: UInt.self) })
    }
    MainActor.assumeIsolated { callback(argument) }
  }
}
