extension TaskQueue {
  /// Runs `work` on the work port, then `completion` with its result on the completion port.
  ///
  /// - Parameters:
  ///   - work: gets the block of its own call, to look at `isCancelled`. It does not run if the call is
  ///     cancelled, or the queue terminated, before it has begun.
  ///   - completion: called exactly once, also for failure, cancellation and termination.
  /// - Throws: `.terminated` if the queue takes no more work. Then nothing is called.
  @inlinable
  @discardableResult
  public func run<Output: Sendable>(
    _ work: @escaping @Sendable (AsyncBlock<Output>) throws -> Output,
    completion: AsyncBlock<Output>.Completion? = nil
  ) throws(TaskQueueError) -> AsyncBlock<Output> {
    let operation = ProviderOperation(RunOnce(work: work), completion: completion) {
      unsafeDowncast($0, to: ProviderOperation<RunOnce<Output>>.self).perform($1)
    }
    try beginScheduled(operation, hasCallback: completion != nil)
    return AsyncBlock(operation: operation)
  }

  /// Begins a call of `provider`, whose result comes to `completion` on the completion port.
  ///
  /// The provider's `begin` is called before this returns, and where ports are immediate perhaps all of it.
  ///
  /// - Parameter completion: called exactly once, also for failure, cancellation and termination.
  /// - Throws: `.terminated` if the queue takes no more work. Then nothing is called, not even
  ///   `cleanup`. (That `begin` throws fails the call and is told like any failure.)
  @inlinable
  @discardableResult
  public func begin<Provider: AsyncProvider>(
    _ provider: Provider, completion: AsyncBlock<Provider.Output>.Completion? = nil
  ) throws(TaskQueueError) -> AsyncBlock<Provider.Output> {
    let operation = ProviderOperation(provider, completion: completion) {
      unsafeDowncast($0, to: ProviderOperation<Provider>.self).perform($1)
    }
    try begin(operation, hasCallback: completion != nil)
    return AsyncBlock(operation: operation)
  }
}

/// The simplest provider: one piece of work, which is left out if the call is cancelled first.
@usableFromInline
struct RunOnce<Output: Sendable>: AsyncProvider {
  @usableFromInline let work: @Sendable (AsyncBlock<Output>) throws -> Output

  @inlinable
  init(work: @escaping @Sendable (AsyncBlock<Output>) throws -> Output) { self.work = work }

  @inlinable
  func doWork(_ call: AsyncCall<Output>) throws -> AsyncProgress<Output> {
    if call.isCancelled { throw CancellationError() }
    return .completed(try work(AsyncBlock(operation: call.operation)))
  }
}
