/// A call with a result of Swift: the result is moved in when the call completes, and lives as long as
/// somebody has the block. So nothing of the provider is needed any more once the call is complete.
@usableFromInline
class TypedOperation<Output: Sendable>: AsyncOperation, @unchecked Sendable {
  // @unchecked: the completion is set before the call is shared and taken by the one thread that calls it;
  // the result is written by whoever claimed completion, and read once the call is complete.
  @usableFromInline @exclusivity(unchecked) var completion: AsyncBlock<Output>.Completion?
  @usableFromInline @exclusivity(unchecked) var output = Slot<Output>.empty
  @usableFromInline @exclusivity(unchecked) var error: AsyncError?

  @inlinable
  init(completion: AsyncBlock<Output>.Completion?, _ perform: @escaping AsyncOperation.Perform) {
    self.completion = completion
    super.init(perform)
  }

  @inlinable
  final var result: Result<Output, AsyncError>? { isComplete ? outcome : nil }

  /// What was stored. Only for whoever stores it, and once the call is complete.
  @inlinable
  final var outcome: Result<Output, AsyncError>? {
    get {
      if let error { return .failure(error) }
      if case .full(let output) = output { return .success(output) }
      return nil
    }
    set {
      switch newValue {
      case .success(let output): self.output = .full(output)
      case .failure(let error): self.error = error
      case nil: break
      }
    }
  }

  /// Stores the outcome if nobody else has decided it: the step returns what this returns.
  @inlinable
  final func claim(_ result: Result<Output, AsyncError>) -> StepOutcome {
    guard claim() else { return .inProgress }
    outcome = result
    return .claimed
  }

  /// Completes the call from anywhere.
  ///
  /// - Returns: false where it was complete already.
  @inlinable
  final func complete(_ result: Result<Output, AsyncError>) -> Bool {
    guard claim() else { return false }
    outcome = result
    publish()
    return true
  }

  /// Calls the completion and lets go of it.
  @inlinable
  final func callAndReleaseCompletion() {
    if CodeTrail.isWanted { noteCompletion() }
    guard let completion = completion.take(), let outcome else { return }
    completion(outcome)
  }

  /// Apart from the call, which would have to wrap the closure for it.
  @inline(never)
  @usableFromInline
  final func noteCompletion() {
    if let completion { AsyncBlock<Output>.note(completion) }
  }
}

/// The steps of a call, as a provider of Swift sees them.
@usableFromInline
final class ProviderOperation<Provider: AsyncProvider>: TypedOperation<Provider.Output>,
  @unchecked Sendable
{
  // @unchecked: set before the call is shared; taken by Cleanup, when nothing else is executing.
  @usableFromInline @exclusivity(unchecked) var provider: Slot<Provider>

  @inlinable
  init(
    _ provider: Provider, completion: AsyncBlock<Provider.Output>.Completion?,
    _ perform: @escaping AsyncOperation.Perform
  ) {
    self.provider = .full(provider)
    super.init(completion: completion, perform)
  }

  @inlinable @inline(__always)
  var call: AsyncCall<Provider.Output> { AsyncCall(operation: self) }

  @inlinable @inline(__always)
  func perform(_ step: AsyncStep) -> StepOutcome {
    switch step {
    case .begin: return begin()
    case .doWork: return doWork()
    case .cancel: if case .full(let provider) = provider { provider.cancel(call) }
    case .storeCancelled: outcome = .failure(.cancelled)
    case .callCompletion: callAndReleaseCompletion()
    case .cleanup: cleanUp()
    }
    return .inProgress
  }

  @inlinable
  func begin() -> StepOutcome {
    guard case .full(let provider) = provider else { return .inProgress }
    do {
      try provider.begin(call)
      return .inProgress
    } catch {
      return claim(.failure(AsyncError(thrown: error)))
    }
  }

  @inlinable @inline(__always)
  func doWork() -> StepOutcome {
    guard case .full(let provider) = provider else { return .inProgress }
    do {
      switch try provider.doWork(call) {
      case .completed(let output): return claim(.success(output))
      case .inProgress: return .inProgress
      case .again(let delay): return again(after: delay)
      }
    } catch {
      return claim(.failure(AsyncError(thrown: error)))
    }
  }

  /// Calls Cleanup and lets go of the provider.
  @inlinable @inline(__always)
  func cleanUp() {
    guard case .full(let provider) = provider else { return }
    self.provider = .empty
    provider.cleanup()
  }

  @usableFromInline
  func again(after delay: Duration) -> StepOutcome {
    do {
      try schedule(after: delay)
      return .inProgress
    } catch {
      // Where it is scheduled or complete already there is nothing to do.
      return error == .terminated ? claim(.failure(.cancelled)) : .inProgress
    }
  }
}

/// A value, or none: an `Optional` of our own. A call is destroyed by code that is not specialised for it
/// and looks up the types of its fields each time; for `Optional` itself, or `Result`, that takes as long as
/// all the rest of a call.
@usableFromInline
enum Slot<Value> {
  case empty
  case full(Value)
}
