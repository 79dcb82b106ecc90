import CXTaskQueue
import Glibc
import TaskQueues

typealias Block = UnsafeMutablePointer<XAsyncBlock>
typealias Work = @convention(c) (Block?) -> HRESULT
typealias Provider = @convention(c) (XAsyncOp, UnsafePointer<XAsyncProviderData>?) -> HRESULT

/// What a call of C is: it lies in the room of its operation.
///
/// Status and size are stored by who has claimed completion, and read once the call is complete. All else is set
/// before the call begins.
struct Call {
  enum Body {
    case work(Work)
    case provider(Provider)
  }

  /// The block as the provider sees it: it stays where it is for as long as the operation lives.
  var copy: XAsyncBlock
  /// The caller's own, which only `store` writes to.
  var block: Block
  var handle: UInt = 0
  var body: Body
  /// Whether the context was allocated for the call.
  var ownsContext = false
  /// The provider's.
  var context: UnsafeMutableRawPointer?
  var initiator: Initiator

  var status: HRESULT = 0
  /// Of the result.
  var size = 0
}

/// Who has begun a call: whoever takes its result names the same.
struct Initiator {
  var identity: UnsafeRawPointer?
  /// Lives as long as the call.
  var name: UnsafePointer<CChar>?

  /// Says that its call's result was asked for by somebody else.
  func sayIsAnother() {
    let name = name.map { String(cString: $0) } ?? "a function without a name"
    Trace.say(
      "XAsyncGetResult: the call was begun by \(name), and its result was asked for with another identity"
    )
  }
}

extension StoringOperation {
  @inline(__always)
  var call: UnsafeMutablePointer<Call> { room.assumingMemoryBound(to: Call.self) }

  /// The provider's block.
  @inline(__always)
  var copy: Block {
    // The first member of what lies in the room.
    room.assumingMemoryBound(to: XAsyncBlock.self)
  }

  var status: HRESULT { isComplete ? call.pointee.status : ResultCode.pending }

  // MARK: Completion

  /// Completes the call, if nobody has.
  func complete(_ status: HRESULT, size: Int) {
    guard claim() else { return }
    store(status, size: size)
    publish(withPayload: call.pointee.size != 0)
  }

  /// The outcome of a step that completes the call, if nobody has.
  @inline(__always)
  private func claim(_ status: HRESULT) -> StepOutcome {
    guard claim() else { return .inProgress }
    store(status, size: 0)
    return .claimed
  }

  /// Stores the outcome, for who has claimed it, and writes it to the caller's block.
  @inline(__always)
  private func store(_ status: HRESULT, size: Int) {
    let size = ResultCode.isFailure(status) ? 0 : size
    call.pointee.status = status
    call.pointee.size = size
    BlockWords(call.pointee.block)?.write(
      CallEnd(status: status, hadResult: size != 0), of: call.pointee.handle)
  }

  // MARK: Steps

  @inline(__always)
  func perform(_ step: AsyncStep) -> StepOutcome {
    switch step {
    case .begin: return begin()
    case .doWork: return doWork()
    case .cancel: _ = tell(.cancel)
    case .storeCancelled: store(ResultCode.abort, size: 0)
    case .callCompletion: callCompletion()
    case .cleanup: cleanUp()
    }
    return .inProgress
  }

  private func begin() -> StepOutcome {
    let result = tell(.begin)
    let hasFailed = ResultCode.isFailure(result) && result != ResultCode.pending
    return hasFailed ? claim(result) : .inProgress
  }

  @inline(__always)
  private func doWork() -> StepOutcome {
    switch call.pointee.body {
    case .work(let work):
      let result = work(copy)
      return claim(result == ResultCode.pending ? ResultCode.unexpected : result)
    case .provider:
      let result = tell(.doWork)
      if result == ResultCode.pending { return .inProgress }
      // A success that is not the end of the call comes from a provider that has forgotten something.
      return claim(ResultCode.isFailure(result) ? result : ResultCode.unexpected)
    }
  }

  private func callCompletion() {
    call.pointee.copy.callback?(call.pointee.block)
    // The block may be gone. One with a result that nobody has taken has to be found, however.
    if !hasPayload { closeHandle() }
  }

  @inline(__always)
  private func cleanUp() {
    _ = tell(.cleanup)
    if call.pointee.ownsContext { free(call.pointee.context) }
    // Else somebody may still wait for the callback.
    if isOver { closeHandle() }
  }

  /// The block stands for itself from now on. May be called again.
  private func closeHandle() { Handles.calls.close(call.pointee.handle) }

  // MARK: The provider

  enum Op: XAsyncOp { case begin, doWork, getResult, cancel, cleanup }

  /// Calls the provider, if there is one.
  @inline(__always)
  func tell(_ op: Op, buffer: UnsafeMutableRawPointer? = nil, size: Int = 0) -> HRESULT {
    guard case .provider(let provider) = call.pointee.body else { return ResultCode.ok }
    var data = XAsyncProviderData(
      async: copy, bufferSize: size, buffer: buffer, context: call.pointee.context)
    return provider(op.rawValue, &data)
  }
}
