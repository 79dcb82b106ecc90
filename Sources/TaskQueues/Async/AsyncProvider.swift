/// What an async call does, for calls that are more than one piece of work: work in several steps, or
/// something that completes from elsewhere.
///
/// A provider implements what it needs. Its functions are called in this order and so often:
///
/// | function | how often | on which thread |
/// |---|---|---|
/// | `begin` | once | the caller's, inside `TaskQueue.begin` |
/// | `doWork` | once for each schedule, never two at a time | the work port's |
/// | `cancel` | at most once, never once the call is complete | that of `AsyncBlock.cancel`; where the queue was terminated, the work port's |
/// | `cleanup` | once, last | see below |
///
/// `cancel` may be called while `begin` or `doWork` is executing; nothing is executing when `cleanup` is.
///
/// The call completes with what `doWork` returns or throws, with what `begin` throws, or with
/// `AsyncCall.complete(with:)` from anywhere; the first counts. Then `cleanup` is called
/// - right after `doWork`, if the call completed in it, or while it was executing: where it completed by
///   returning, before the completion, unless the completion port is immediate;
/// - else after the completion has returned, on its thread; without a completion, by who completed the
///   call, before that returns;
/// - and never before a `begin` or `cancel` that is executing has returned: then by the thread of it.
///
/// A queue that terminates while work is scheduled calls `cancel` in its place, and then completes the call
/// as cancelled if the provider has not. A call that completes from elsewhere has to do so: the
/// termination waits for it.
///
/// There is no GetResult as in C, where a result is bytes that are fetched into the caller's memory. Here
/// the result is moved with the completion, with its type, and a provider is cleaned up whether or not
/// somebody looks at it. Nor is there an identity: the type of the block says whose result it is.
public protocol AsyncProvider<Output>: Sendable {
  associatedtype Output: Sendable

  /// Starts the call and returns soon. Unless implemented it schedules `doWork`.
  ///
  /// - Throws: what the call is to fail with. It completes like any other.
  func begin(_ call: AsyncCall<Output>) throws

  /// A step of the work.
  ///
  /// - Throws: what the call is to fail with; `CancellationError` cancels it.
  func doWork(_ call: AsyncCall<Output>) throws -> AsyncProgress<Output>

  /// Somebody wants the call to stop. To stop it, complete it with `.cancelled`, now or later, or have
  /// `doWork` look at `isCancelled`. Unless implemented this does nothing, and the call goes on.
  func cancel(_ call: AsyncCall<Output>)

  /// The call is complete, and nothing of the provider will be called any more.
  func cleanup()
}

/// How far a step of the work has come. (That it is over without a result cannot be said.)
public enum AsyncProgress<Output> {
  case completed(Output)
  /// Call `doWork` again, after a delay at the earliest.
  case again(after: Duration = .zero)
  /// The call completes from elsewhere: somebody has kept the `AsyncCall`, or has scheduled it.
  case inProgress
}

extension AsyncProvider {
  @inlinable
  public func begin(_ call: AsyncCall<Output>) throws { try call.schedule() }

  public func doWork(_ call: AsyncCall<Output>) throws -> AsyncProgress<Output> {
    preconditionFailure("a provider without doWork was scheduled: give it one, or its own begin")
  }

  @inlinable
  public func cancel(_ call: AsyncCall<Output>) {}

  @inlinable
  public func cleanup() {}
}

/// A call as its provider sees it. As long as the call is to complete from elsewhere, whoever will do that
/// keeps this; that everybody has let go of a call that is pending is a mistake, and traps.
///
/// Every function may be called from any thread, also late: once the call is complete they do nothing.
public struct AsyncCall<Output: Sendable>: Sendable {
  @usableFromInline let operation: TypedOperation<Output>

  @inlinable
  init(operation: TypedOperation<Output>) { self.operation = operation }

  /// Has `doWork` called on the work port, after a delay at the earliest. May also be called from `doWork`
  /// itself: the next one follows when it has returned.
  ///
  /// - Throws: `.alreadyScheduled` while one is on its way, `.alreadyComplete`, or `.terminated`.
  @inlinable
  public func schedule(after delay: Duration = .zero) throws(TaskQueueError) {
    try operation.schedule(after: delay)
  }

  /// Completes the call, whatever it is doing. The first completion counts.
  ///
  /// - Returns: whether this was the first.
  @inlinable
  @discardableResult
  public func complete(with result: Result<Output, AsyncError>) -> Bool {
    operation.complete(result)
  }

  /// Whether the call is to stop: somebody has cancelled it, or its queue was terminated while it was
  /// scheduled.
  @inlinable
  public var isCancelled: Bool { operation.isCancelAsked }
}
