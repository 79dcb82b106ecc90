/// A call with room for whatever another module stores in it: one allocation for all of it. The C interface
/// makes its calls of this.
///
/// In terms of the model: `perform` is the provider, called with Begin, DoWork, Cancel and Cleanup; GetResult
/// goes through `takePayload`, on its caller's thread; XAsyncComplete is `claim`, storing status and size,
/// `publish(withPayload:)`. A DoWork or Begin that fails claims, stores its failure and returns `.claimed`.
/// `callCompletion` is the user's completion callback, which is given the user's own block.
///
/// A user's block may be gone as soon as the user can see a terminal status, if there is no payload and no
/// callback. So the status is written to the block between `claim` and `publish`, as the last access to
/// it, and is in the same store what makes it visible; whoever waits does so on the operation, to which
/// the block holds a reference until then.
// @unchecked: what is kept is set once; what is stored is ordered as `AsyncOperation` says.
package final class StoringOperation: AsyncOperation, @unchecked Sendable {
  /// How many bytes there is room for.
  package static var capacity: Int { 16 * MemoryLayout<UInt>.stride }

  @exclusivity(unchecked) private var words = InlineArray<16, UInt>(repeating: 0)
  /// Asked for once: each time would be a write to the sanitizer.
  @exclusivity(unchecked) private var roomStart: UnsafeMutableRawPointer
  private let kept: TaskQueue
  /// That of `kept`.
  private let core: Unmanaged<QueueCore>

  /// - Parameters:
  ///   - kept: a queue that lives as long as the operation.
  ///   - perform: gets the operation itself, to be cast with `unsafeDowncast`: so it captures nothing,
  ///     and costs no allocation.
  package init(keeping kept: TaskQueue, perform: @escaping Perform) {
    self.kept = kept
    core = .passUnretained(kept.core)
    roomStart = UnsafeMutableRawPointer(bitPattern: MemoryLayout<UInt>.stride).unsafelyUnwrapped
    super.init(perform)
    roomStart = withUnsafeMutablePointer(to: &words) { UnsafeMutableRawPointer($0) }
  }

  /// The room, zero at first: whoever stores something there binds it to one type, which needs no
  /// deinitialization. It stays where it is, as what a class stores does.
  ///
  /// (Not what is stored: to other modules that would have its exclusivity checked.)
  package var room: UnsafeMutableRawPointer { roomStart }

  // MARK: The beginning

  // In two steps, so that others may know the call before it begins.

  /// Makes the call pending, on the queue that it keeps. `begin` follows, or `abandon`.
  ///
  /// - Throws: `.terminated`. Nothing has happened then.
  package func prepare(_ start: Start, hasCallback: Bool) throws(TaskQueueError) {
    let isTaken = core._withUnsafeGuaranteedRef {
      (try? prepare(on: $0, with: start, hasCallback: hasCallback)) != nil
    }
    if !isTaken { throw .terminated }
  }

  /// Goes on from `prepare`. Where the queue was terminated since, work that was to be scheduled is cancelled.
  package func begin(_ start: Start) {
    switch start {
    case .begin: callBegin()
    case .scheduled:
      if withQueue({ submitWork(to: $0, after: .zero) }) || !claim() { return }
      _ = call(.storeCancelled)
      publish()
    }
  }

  /// Takes `prepare` back: nobody else has come to know the call.
  package func giveUp() { abandon() }
}
