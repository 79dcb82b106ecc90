import TaskQueues

/// A callback of the main actor, called from a completion of the loop: on the main thread, without a hop.
nonisolated struct MainActorCallback<Argument: Sendable> {
  private let callback: @MainActor (Argument) -> Void

  init(_ callback: @escaping @MainActor (Argument) -> Void) { self.callback = callback }

  func call(with argument: Argument) {
    if CodeTrail.isWanted { CodeTrail.note(closureIn: self) }
    MainActor.assumeIsolated { callback(argument) }
  }
}

/// A completion of the main actor, likewise.
nonisolated struct MainActorCompletion<Output: Sendable> {
  private let completion: @MainActor (Result<Output, AsyncError>) -> Void

  init(_ completion: @escaping @MainActor (Result<Output, AsyncError>) -> Void) {
    self.completion = completion
  }

  func call(with result: Result<Output, AsyncError>) {
    if CodeTrail.isWanted { CodeTrail.note(closureIn: self) }
    MainActor.assumeIsolated { completion(result) }
  }
}
