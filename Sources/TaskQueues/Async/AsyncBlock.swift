/// One async call: work that runs on the work port of a queue, and its result.
///
/// Made by `TaskQueue.run`. Letting go of the block does not cancel the call.
public final class AsyncBlock<Output: Sendable>: Sendable {
  public typealias Completion = @Sendable (Result<Output, AsyncError>) -> Void

  private let state = Monitor(AsyncState<Output>())
  private let queue: TaskQueue
  private let completion: Completion?

  init(queue: TaskQueue, completion: Completion?) {
    self.queue = queue
    self.completion = completion
  }

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
  /// From inside its own completion this returns the result at once. On a thread that alone dispatches
  /// one of the ports this would wait for ever: dispatch and look at `status` instead.
  @discardableResult
  public func wait() -> Result<Output, AsyncError> {
    state.wait { $0.resultToWaitFor(on: ThreadIdentity.current) }
  }

  // MARK: The life of the call, on the queue

  func begin(_ work: @escaping @Sendable (AsyncBlock) throws -> Output) throws(TaskQueueError) {
    try queue.submit(to: .work) { [self] cancelled in
      complete(cancelled ? .failure(.cancelled) : outcome(of: work))
    }
  }

  private func outcome(
    of work: @Sendable (AsyncBlock) throws -> Output
  ) -> Result<Output, AsyncError> {
    if isCancelled { return .failure(.cancelled) }
    do {
      return .success(try work(self))
    } catch is CancellationError {
      return .failure(.cancelled)
    } catch {
      return .failure(.failed(error))
    }
  }

  private func complete(_ result: Result<Output, AsyncError>) {
    state.withLock { state in
      state.complete(result, hasCompletion: completion != nil)
      self.state.notifyAll()
    }
    guard let completion else { return }
    do {
      // The completion runs cancelled or not: it is how the caller learns of the end.
      try queue.submit(to: .completion) { [self] _ in call(completion, result) }
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
    let block = AsyncBlock(queue: self, completion: completion)
    try block.begin(work)
    return block
  }
}
