/// The end of a call: its outcome, the completion callback, the payload.
extension AsyncOperation {
  /// Decides who completes the call: the first one. It stores the outcome and calls `publish`.
  @usableFromInline
  package final func claim() -> Bool { update { $0.claim() } }

  /// Shows the outcome that was stored, posts the completion callback and wakes who waits.
  ///
  /// - Parameter withPayload: whether it is to be fetched by `takePayload`; Cleanup waits for that.
  @usableFromInline
  package final func publish(withPayload: Bool = false) {
    carryOut(update { $0.publish(withPayload: withPayload, by: .anybody) })
  }

  /// Hands the completion callback to the completion port, with the reference, which the callback gives up.
  ///
  /// The port cannot refuse it: it closes when the work port has ended, and that waits for the call to be
  /// over. On an immediate port the callback runs in here. Work that publishes by returning is inside a
  /// callback of the queue, which keeps it alive; for anybody else the word counts a submit until it is
  /// over.
  static func post(_ reference: Unmanaged<AsyncOperation>) {
    // Not through the operation: it may be gone before the queue has done with this.
    guard let queue = reference._withUnsafeGuaranteedRef({ $0.queue }) else { return }
    let isTaken = queue._withUnsafeGuaranteedRef { queue in
      submit(reference, to: queue, .completion) { context, _ in
        // Cancelled or not: it is how the caller learns of the end.
        guard let context else { return }
        Unmanaged<AsyncOperation>.fromOpaque(context).takeRetainedValue().callCompletion()
      }
    }
    precondition(isTaken, "a completion port closes only after the work port has ended")
  }

  /// Whether a completion that is posted runs later, or on another thread.
  var hasQueuedCompletions: Bool { withQueue { $0.completionPort.mode != .immediate } }

  private func callCompletion() {
    _ = call(.callCompletion)
    carryOut(update { $0.callbackReturned() })
  }

  // MARK: The payload

  package enum Payload: Sendable {
    /// The call is not complete.
    case pending
    /// The call failed, or succeeded with nothing to fetch: that can be asked again and again.
    case none
    /// Somebody has fetched it.
    case alreadyTaken
    /// It is the caller's.
    case taken
  }

  /// Fetches the payload at most once: of several threads one gets it. All arguments have been checked
  /// before; this cannot be taken back.
  ///
  /// - Parameter copy: the provider's GetResult. Runs on the calling thread, before Cleanup.
  package final func takePayload(_ copy: () -> Void) -> Payload {
    switch update({ $0.takePayload() }) {
    case .pending: return .pending
    case .none: return .none
    case .alreadyTaken: return .alreadyTaken
    case .taken:
      CurrentOperation.run(self, copy)
      carryOut(update { $0.payloadCopied() })
      return .taken
    }
  }

  /// Nobody will fetch the payload: Cleanup waits for it no longer.
  package final func dropPayload() {
    _ = takePayload {}
  }
}
