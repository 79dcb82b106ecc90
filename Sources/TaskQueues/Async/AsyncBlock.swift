/// One async call: work that runs on the work port of a queue, and its result.
///
/// Made by `TaskQueue.run`. Letting go of the block does not cancel the call. The block holds neither
/// the queue nor what is called: its work and completion are let go of once they have run.
public final class AsyncBlock<Output: Sendable>: Sendable {
  public typealias Completion = @Sendable (Result<Output, AsyncError>) -> Void

  private let state = Monitor(AsyncState<Output>())

  init() {}

  public var status: AsyncStatus { state.withLock { $0.status } }

  /// The result, nil while the call is pending.
  public var result: Result<Output, AsyncError>? { state.withLock { $0.result } }

  /// Whether somebody has asked for the call to stop. Work that takes long looks at this now and then
  /// and throws `CancellationError`.
  public var isCancelled: Bool { state.withLock { $0.isCancelRequested } }

  /// Asks the call to stop early. Work that has not begun does not run; work that is running may go
  /// on to its result. Either way the completion is called once, and never from inside this call
  /// unless the completion port is immediate.
  public func cancel() { state.withLock { $0.cancel() } }

  /// Waits until the call is complete and its completion, if it has one, has returned.
  ///
  /// From inside its own completion this returns the result at once; from inside its work it is a
  /// mistake. On a thread that alone dispatches one of the ports this would wait for ever: dispatch
  /// and look at `status` instead.
  @discardableResult
  public func wait() -> Result<Output, AsyncError> {
    state.wait { $0.resultToWaitFor(on: ThreadIdentity.current) }
  }

  // MARK: The life of the call, on the queue

  func begin(
    on queue: QueueCore, _ work: @escaping @Sendable (AsyncBlock) throws -> Output,
    completion: Completion?
  ) throws(TaskQueueError) {
    let callback = Callback.closure { [self] cancelled in
      let result = cancelled ? .failure(.cancelled) : outcome(of: work)
      complete(result, on: queue, completion)
    }
    try queue.submit(callback, to: .work)
  }

  private func outcome(
    of work: @Sendable (AsyncBlock) throws -> Output
  ) -> Result<Output, AsyncError> {
    guard state.withLock({ $0.workBegins(on: .current) }) else { return .failure(.cancelled) }
    do {
      return .success(try work(self))
    } catch is CancellationError {
      return .failure(.cancelled)
    } catch {
      return .failure(.failed(error))
    }
  }

  private func complete(
    _ result: Result<Output, AsyncError>, on queue: QueueCore, _ completion: Completion?
  ) {
    state.withLock { state in
      state.complete(result, hasCompletion: completion != nil)
      self.state.notifyAll()
    }
    guard let completion else { return }
    do {
      // The completion runs cancelled or not: it is how the caller learns of the end.
      try queue.submit(.closure { [self] _ in call(completion, result) }, to: .completion)
    } catch {
      preconditionFailure("a completion port closes only after the work port has ended: \(error)")
    }
  }

  private func call(_ completion: Completion, _ result: Result<Output, AsyncError>) {
    state.withLock { $0.completionBegins(on: ThreadIdentity.current) }
    completion(result)
    state.withLock { state in
      state.completionReturned()
      self.state.notifyAll()
    }
  }
}

extension TaskQueue {
  /// Runs `work` on the work port, then `completion` with its result on the completion port.
  ///
  /// - Parameters:
  ///   - work: gets the block of its own call, to look at `isCancelled`.
  ///   - completion: called exactly once, also for failure, cancellation and termination.
  /// - Throws: `.terminated` if the queue takes no more work. Then nothing is called.
  @discardableResult
  public func run<Output: Sendable>(
    _ work: @escaping @Sendable (AsyncBlock<Output>) throws -> Output,
    completion: AsyncBlock<Output>.Completion? = nil
  ) throws(TaskQueueError) -> AsyncBlock<Output> {
    let block = AsyncBlock<Output>()
    try block.begin(on: core, work, completion: completion)
    return block
  }
}
