import Synchronization

/// A run that one task waits for. It goes to the work port and from there to the completion port, each time
/// as a function with this as its context; a task that waits needs nothing else of what an `AsyncBlock` has.
///
/// Nothing here is known to be of a type but to what is inlined where the type is known: looking types up
/// would take longer than all the rest.
// @unchecked: what subclasses store is written before it is submitted and by the work, and read after that
// by the task; the ports and the suspension order these.
@usableFromInline
class AwaitedRun: @unchecked Sendable {
  @usableFromInline typealias Perform = @Sendable (AwaitedRun) -> Void

  private let perform: Perform
  private let suspension = Suspension()
  /// relaxed: comes too late or not, and orders nothing.
  private let isCancelled = Atomic(false)
  /// The task that waits keeps it.
  private var queue: Unmanaged<QueueCore>?

  /// - Parameter perform: does the work and stores the outcome. Gets the run itself, so that it need not
  ///   capture anything.
  @usableFromInline
  init(_ perform: @escaping Perform) { self.perform = perform }

  /// Waits until the completion port brings the outcome. There is none if the work has not run.
  ///
  /// - Throws: `CancellationError` if the task was cancelled, also meanwhile, or `TaskQueueError.terminated`.
  @usableFromInline
  final nonisolated(nonsending) func run(on queue: TaskQueue) async throws {
    try Task.checkCancellation()
    self.queue = .passUnretained(queue.core)
    try submitWork()
    _ = await suspension.wait(onCancel: { isCancelled.store(true, ordering: .relaxed) })
    withExtendedLifetime(queue) {}
    try Task.checkCancellation()
  }

  /// The submitted functions own a reference, one after the other.
  private final func submitWork() throws(TaskQueueError) {
    let reference = Unmanaged.passRetained(self)
    let isTaken = submit(reference, to: .work) { context, cancelled in
      guard let context else { return }
      let reference = Unmanaged<AwaitedRun>.fromOpaque(context)
      reference._withUnsafeGuaranteedRef { $0.workArrives(reference, cancelled: cancelled) }
    }
    if !isTaken {
      reference.release()
      throw .terminated
    }
  }

  /// From the last line on the run belongs to the completion.
  private final func workArrives(_ reference: Unmanaged<AwaitedRun>, cancelled: Bool) {
    if !cancelled && !isCancelled.load(ordering: .relaxed) { perform(self) }
    let isTaken = submit(reference, to: .completion) { context, _ in
      guard let context else { return }
      Unmanaged<AwaitedRun>.fromOpaque(context).takeRetainedValue().suspension.resumeFromCallback()
    }
    precondition(isTaken, "a completion port closes only after the work port has ended")
  }

  /// - Returns: whether the queue took it, and with it the reference.
  private final func submit(
    _ reference: Unmanaged<AwaitedRun>, to port: PortRole, _ function: @escaping Callback.Function
  ) -> Bool {
    guard let queue else { preconditionFailure("a run is submitted by the task that awaits it") }
    let context = Callback.UncheckedContext(pointer: reference.toOpaque())
    return queue._withUnsafeGuaranteedRef { queue in
      do {
        try queue.submit(.function(function, context), to: port, after: .zero)
        return true
      } catch {
        return false
      }
    }
  }
}

/// A run with its work and its result.
// @unchecked: as its superclass.
@usableFromInline
final class TypedAwaitedRun<Output: Sendable>: AwaitedRun, @unchecked Sendable {
  @usableFromInline @exclusivity(unchecked) var work: (@Sendable () throws -> Output)?
  @usableFromInline @exclusivity(unchecked) var output = Slot<Output>.empty
  @usableFromInline @exclusivity(unchecked) var error: AsyncError?

  @inlinable
  init(_ work: @escaping @Sendable () throws -> Output) {
    self.work = work
    super.init { unsafeDowncast($0, to: TypedAwaitedRun<Output>.self).doWork() }
  }

  /// Does the work and lets go of it.
  @inlinable @inline(__always)
  func doWork() {
    guard let work = work.take() else { return }
    do { output = .full(try work()) } catch { self.error = AsyncError(thrown: error) }
  }

  /// What the work has returned or thrown. It was cancelled if there is neither.
  @inlinable @inline(__always)
  var value: Output {
    get throws {
      if case .full(let output) = output { return output }
      if case .failed(let error) = error { throw error }
      throw CancellationError()
    }
  }
}
