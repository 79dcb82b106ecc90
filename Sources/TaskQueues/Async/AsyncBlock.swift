/// One async call: whoever began it sees how far it is, cancels it, waits for it, and has its result.
///
/// Made by `TaskQueue.run` and `TaskQueue.begin`; copies are the same call. Letting go of the block does
/// not cancel the call. The block keeps the result, and neither the queue nor what is called: work,
/// provider and completion are let go of once they have run.
///
/// A call that is begun completes exactly once, whatever happens: with a result, with an error, or as
/// cancelled. (So a block cannot be begun twice, asked before it has begun, or give a result of another
/// call, all of which the model's C interface has to answer with errors.)
///
/// Every function may be called from any thread.
public struct AsyncBlock<Output: Sendable>: Sendable {
  public typealias Completion = @Sendable (Result<Output, AsyncError>) -> Void

  @usableFromInline let operation: TypedOperation<Output>

  @inlinable
  init(operation: TypedOperation<Output>) { self.operation = operation }

  @inlinable
  public var status: AsyncStatus {
    switch result {
    case nil: .pending
    case .success: .succeeded
    case .failure(.cancelled): .cancelled
    case .failure(.failed): .failed
    }
  }

  /// The result, nil while the call is pending. It stays: it can be asked for again and again.
  @inlinable
  public var result: Result<Output, AsyncError>? { operation.result }

  /// Whether somebody has asked for the call to stop. Work that takes long looks at this now and then
  /// and throws `CancellationError`.
  @inlinable
  public var isCancelled: Bool { operation.isCancelAsked }

  /// Asks the call to stop early: its provider is asked at most once, on this thread. Work of `run` that
  /// has not begun does not run; what is running may go on to its result. Either way the completion is
  /// called once, and from inside this call only where the provider completes at once and the completion
  /// port is immediate. A call that is complete is not touched.
  ///
  /// Do not hold a lock meanwhile that the provider's `cancel` or `cleanup` takes.
  @inlinable
  public func cancel() { operation.cancel() }

  /// Waits until the call is complete and its completion, if it has one, has returned.
  ///
  /// From inside its own completion this returns the result at once; from inside its work, or another
  /// function of its provider, it is a mistake before the call is complete. On a thread that alone
  /// dispatches one of the ports this would wait for ever: dispatch and look at `status` instead.
  @discardableResult
  public func wait() -> Result<Output, AsyncError> {
    TimeSensitiveThread.assertIsNotOne("Waiting for an asynchronous call")
    guard operation.wait() == .complete, let result = operation.result else {
      preconditionFailure(
        "a call would wait for itself: wait for it outside of its work, or from another thread")
    }
    return result
  }

  /// Has `body` called once with the result, at the moment a `wait` would return: by the thread that
  /// makes the call over, or by this one if it is over already. It must not wait for the queue.
  package func whenComplete(_ body: @escaping @Sendable (Result<Output, AsyncError>) -> Void) {
    operation.whenOver { [operation] in
      if let result = operation.result { body(result) }
    }
  }
}
