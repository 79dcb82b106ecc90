import Synchronization

/// An async call behind its handles: one state machine for Swift and C.
///
/// A subclass adds what its calls store; for other modules that is `StoringOperation`. `perform` is called
/// with each step of the call. Whoever has a reference may call every function, from any thread. `start`,
/// or `prepare` and what follows it, comes first, once, before anyone else has a reference.
///
/// **Completion.** `claim` decides who completes the call. Whoever got true stores the outcome and calls
/// `publish`. In between nobody sees the outcome, and a call without a completion callback has nobody
/// else who may touch what its user owns: it is the last moment to write there, and that write may itself
/// be what the user sees. From `publish` on only the operation is touched, never what its user owns,
/// until `callCompletion` has been entered.
///
/// **Lifetime.** References to the operation are held by handles, by a DoWork on its way and by a
/// posted completion. The queue lives and its termination is suspended from `start` until the call is
/// over. What completes from elsewhere has to keep a reference: an operation that everybody has
/// let go of before it was complete traps.
///
/// Edges, all on `word`: claimed outcomes are released by `publish` and acquired by whoever sees the call
/// complete; what a step did is released by the event that follows it and acquired by the one that decides
/// on Cleanup. So every event acquires and releases.
// @unchecked: the queue is set before the operation is shared; what subclasses store is theirs to order,
// by the edges above.
@usableFromInline
package class AsyncOperation: @unchecked Sendable {
  @usableFromInline
  package typealias Perform = @Sendable (AsyncOperation, AsyncStep) -> StepOutcome

  let state = Atomic<UInt32>(AsyncWord.idle.bits)
  /// What is to be called when the call is over.
  let observers = Atomic<UnsafeMutableRawPointer?>(nil)
  /// Alive until the call is over and nobody submits.
  private(set) var queue: Unmanaged<QueueCore>?
  private let perform: Perform

  /// - Parameter perform: gets the operation itself, so that it need not capture anything.
  @usableFromInline
  package init(_ perform: @escaping Perform) { self.perform = perform }

  deinit {
    precondition(
      !word.isPending,
      "a provider let go of its call before it was complete: keep the AsyncCall until complete(with:)"
    )
  }

  /// acquiring: who sees the call complete sees its outcome.
  @inline(__always)
  var word: AsyncWord { AsyncWord(bits: state.load(ordering: .acquiring)) }

  /// Whether there is an outcome to read.
  @usableFromInline package final var isComplete: Bool { word.isComplete }
  /// Whether the completion callback, if there is one, has returned, too.
  package final var isOver: Bool { word.isOver }
  @usableFromInline package final var isCancelAsked: Bool { word.isCancelAsked }
  /// Whether there is a payload that was not fetched.
  package final var hasPayload: Bool { word.hasPayload }

  @inline(__always)
  final func update<R>(_ event: (inout AsyncWord) -> R) -> R {
    var bits = state.load(ordering: .acquiring)
    while true {
      var word = AsyncWord(bits: bits)
      let result = event(&word)
      if word.bits == bits { return result }
      let (done, seen) = state.weakCompareExchange(
        expected: bits, desired: word.bits,
        successOrdering: .acquiringAndReleasing,
        failureOrdering: .acquiring)
      if done { return result }
      bits = seen
    }
  }

  @inline(__always)
  final func withQueue<R>(_ body: (QueueCore) -> R) -> R {
    guard let queue else { preconditionFailure("the call was never started: begin it on a queue") }
    return queue._withUnsafeGuaranteedRef(body)
  }

  /// The queue, for whoever does not know that it is alive; nil once the call is over.
  final var queueUnlessOver: QueueCore? {
    guard update({ $0.visit() }) else { return nil }
    let queue = withQueue { $0 }
    carryOut(update { $0.submitted() })
    return queue
  }

  @inline(__always)
  final func call(_ step: AsyncStep) -> StepOutcome {
    CurrentOperation.run(self) { perform(self, step) }
  }

  // MARK: The beginning

  package enum Start: Sendable { case begin, scheduled }

  /// Puts the call on a queue, which the caller keeps alive meanwhile. It is complete before this returns
  /// where everything runs at once.
  ///
  /// - Throws: `.terminated`. No step was called then, and the operation may be started again.
  final func start(
    on queue: QueueCore, with start: Start, hasCallback: Bool
  ) throws(TaskQueueError) {
    try prepare(on: queue, with: start, hasCallback: hasCallback)
    switch start {
    case .begin:
      callBegin()
    case .scheduled:
      if submitWork(to: queue, after: .zero) { return }
      abandon()
      throw .terminated
    }
  }

  /// Makes the call pending. `callBegin` or `submitWork` follows, or `abandon`.
  @inline(__always)
  final func prepare(
    on queue: QueueCore, with start: Start, hasCallback: Bool
  ) throws(TaskQueueError) {
    try queue.suspendTermination()
    self.queue = .passUnretained(queue)
    let word = AsyncWord.started(hasCallback: hasCallback, isScheduled: start == .scheduled)
    state.store(word.bits, ordering: .relaxed)  // relaxed: nobody else has the operation
  }

  @inline(__always)
  final func callBegin() {
    if call(.begin) == .claimed { publish() }
    carryOut(update { $0.beginReturned() })
  }

  /// Takes `prepare` back.
  final func abandon() {
    state.store(AsyncWord.idle.bits, ordering: .relaxed)  // relaxed: nobody else had it
    _ = withQueue { $0.resumeTermination() }
  }

  // MARK: Cancelling

  /// Asks the provider to stop early: at most once, and not once the outcome is decided.
  @usableFromInline
  package final func cancel() {
    guard update({ $0.cancel() }) else { return }
    _ = call(.cancel)
    carryOut(update { $0.cancelReturned() })
  }

  // MARK: What events ask for

  @inline(__always)
  final func carryOut(_ actions: AsyncWord.Actions) {
    if !actions.isEmpty { carryOutAll(actions) }
  }

  @inline(never)
  private final func carryOutAll(_ actions: AsyncWord.Actions) {
    if actions.contains(.post) { Self.post(.passRetained(self)) }
    if actions.contains(.saySubmitted) { carryOut(update { $0.submitted() }) }
    if actions.contains(.wake) { wakeAndTell() }
    if actions.contains(.cleanUp) { _ = call(.cleanup) }
    if actions.contains(.resume) { _ = withQueue { $0.resumeTermination() } }
  }
}

extension TaskQueue {
  /// Starts an operation with Begin.
  ///
  /// - Throws: `.terminated`. No step was called then.
  @usableFromInline
  package func begin(_ operation: AsyncOperation, hasCallback: Bool) throws(TaskQueueError) {
    try operation.start(on: core, with: .begin, hasCallback: hasCallback)
  }

  /// Starts an operation with its DoWork on the work port, without Begin.
  ///
  /// - Throws: `.terminated`. No step was called then.
  @usableFromInline
  package func beginScheduled(
    _ operation: AsyncOperation, hasCallback: Bool
  ) throws(TaskQueueError) {
    try operation.start(on: core, with: .scheduled, hasCallback: hasCallback)
  }
}
