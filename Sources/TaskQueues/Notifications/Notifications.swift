import DequeModule

/// What a `NotificationSource` tells, as a sequence to wait for.
///
///     for await event in gamepads.notifications(on: queue) { … }
///
/// Each loop listens for itself, from its beginning on, and loses nothing: what comes while the loop's body
/// runs is kept. Everything comes as a completion of the queue, in order with the others. The loop ends when
/// its task is cancelled or the queue terminates, and stops listening when it is left.
public struct Notifications<Payload: Sendable>: AsyncSequence, Sendable {
  let source: NotificationSource<Payload>
  let queue: TaskQueue

  public func makeAsyncIterator() -> Iterator {
    Iterator(mailbox: Mailbox(source: source, queue: queue))
  }

  public struct Iterator: AsyncIteratorProtocol {
    fileprivate let mailbox: Mailbox<Payload>

    /// The next payload; nil when the task is cancelled or the queue has terminated. From one task at a time.
    public mutating func next(isolation: isolated (any Actor)? = #isolation) async -> Payload? {
      await mailbox.next(isolation: isolation)
    }

    public mutating func next() async -> Payload? { await mailbox.next(isolation: nil) }
  }
}

extension NotificationSource {
  /// What is raised, as a sequence that comes on the completion port of `queue`.
  public func notifications(on queue: TaskQueue) -> Notifications<Payload> {
    Notifications(source: self, queue: queue)
  }
}

/// Where one loop finds what it is told. Listens for as long as it lives.
private final class Mailbox<Payload: Sendable>: Sendable {
  private let source: NotificationSource<Payload>
  private let letters: Letters<Payload>
  private let token: NotificationSource<Payload>.Token
  private let watch: TerminationWatch

  init(source: NotificationSource<Payload>, queue: TaskQueue) {
    self.source = source
    let letters = Letters<Payload>(queue: queue)
    self.letters = letters
    token = source.register(on: queue) { letters.add($0) }
    watch = TerminationWatch(of: queue.core) { letters.close()?.resume(returning: false) }
  }

  deinit {
    watch.end()
    source.remove(token, wait: false)
  }

  func next(isolation: isolated (any Actor)?) async -> Payload? {
    if Task.isCancelled { return nil }
    let payload = await letters.next(isolation: isolation)
    return Task.isCancelled ? nil : payload
  }
}

/// What has come and was not taken, or who waits for it.
private final class Letters<Payload: Sendable>: Sendable {
  private struct State {
    var payloads = Deque<Payload>()
    var reader: Delivery<Payload>?
    var isClosed = false
  }

  private let state = Monitor(State())
  private let queue: TaskQueue

  init(queue: TaskQueue) { self.queue = queue }

  func next(isolation: isolated (any Actor)?) async -> Payload? {
    let delivery = Delivery<Payload>()
    let early = state.withLock { state -> Payload?? in
      if let payload = state.payloads.popFirst() { return payload }
      if state.isClosed { return .some(nil) }
      precondition(
        state.reader == nil,
        "two tasks wait on one iterator of notifications: make an iterator for each")
      state.reader = delivery
      return nil
    }
    if let early { return early }
    return await delivery.wait(onCancel: {
      // As a completion: a cancellation may not run the task that it cancels.
      self.close()?.resume(returning: false, onCompletionOf: self.queue)
    })
  }

  /// The last thing that a callback does.
  func add(_ payload: Payload) {
    let reader = state.withLock { state -> Delivery<Payload>? in
      guard !state.isClosed, let reader = state.reader else {
        if !state.isClosed { state.payloads.append(payload) }
        return nil
      }
      state.reader = nil
      return reader
    }
    reader?.resumeFromCallback(returning: payload)
  }

  /// From any thread.
  ///
  /// - Returns: who has to be told that there is nothing more.
  func close() -> Suspension? {
    state.withLock { state in
      state.isClosed = true
      defer { state.reader = nil }
      return state.reader?.suspension
    }
  }
}
