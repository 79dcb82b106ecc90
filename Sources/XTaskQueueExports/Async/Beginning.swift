import CXTaskQueue
import Glibc
import TaskQueues

/// What a call is to be, given by who begins it.
struct Beginning {
  let body: Call.Body
  var context: UnsafeMutableRawPointer?
  var ownsContext = false
  var initiator = Initiator()

  private var start: AsyncOperation.Start {
    switch body {
    case .work: .scheduled
    case .provider: .begin
    }
  }

  /// Begins the call on a block, unless that has one that is not over.
  ///
  /// Where this fails nothing is called, and the code is the block's status.
  func begin(on block: Block?) -> HRESULT {
    guard let block, let words = BlockWords(block) else { return ResultCode.invalidArgument }
    let seen = words.call
    if Handles.calls.with(seen, { !$0.isComplete || $0.hasPayload }) == true {
      return ResultCode.invalidArgument
    }
    guard let handle = block.pointee.queue else {
      guard let queue = TaskQueue.process else {
        return Self.fail(ResultCode.noTaskQueue, words, seen)
      }
      return begin(on: block, words, seen, queue)
    }
    return Handles.withQueue(
      handle, else: Self.fail(ResultCode.invalidHandle, words, seen)
    ) { begin(on: block, words, seen, $0) }
  }

  /// A call on a block cannot begin.
  static func fail(_ code: HRESULT, on block: Block?) -> HRESULT {
    guard let words = BlockWords(block) else { return code }
    let seen = words.call
    let isBusy = Handles.calls.with(seen, { !$0.isComplete || $0.hasPayload }) == true
    return isBusy ? code : fail(code, words, seen)
  }

  private static func fail(_ code: HRESULT, _ words: BlockWords, _ seen: UInt) -> HRESULT {
    // Unless another call has begun meanwhile.
    _ = words.replace(seen, with: BlockWords.refusal(code))
    return code
  }

  @inline(__always)
  private func begin(
    on block: Block, _ words: BlockWords, _ seen: UInt, _ queue: TaskQueue
  ) -> HRESULT {
    guard let own = queue.monitoredHandle else {
      return Self.fail(ResultCode.outOfMemory, words, seen)
    }
    let operation = StoringOperation(keeping: queue) {
      unsafeDowncast($0, to: StoringOperation.self).perform($1)
    }
    let user = block.pointee
    operation.store(
      Call(
        copy: XAsyncBlock(
          queue: own, context: user.context, callback: user.callback, internal: user.internal),
        block: block, body: body, ownsContext: ownsContext, context: context, initiator: initiator))
    do throws(TaskQueueError) {
      try operation.prepare(start, hasCallback: user.callback != nil)
    } catch {
      return Self.fail(error.resultCode, words, seen)
    }
    guard let handle = operation.openHandle() else {
      operation.giveUp()
      return Self.fail(ResultCode.outOfMemory, words, seen)
    }
    // Of two threads that begin calls on one block, one does.
    guard words.replace(seen, with: handle) else {
      Handles.calls.close(handle)
      operation.giveUp()
      return ResultCode.invalidArgument
    }
    operation.begin(start)
    return ResultCode.ok
  }
}

extension StoringOperation {
  fileprivate func store(_ new: Call) {
    // The optimiser removes this: both are constants.
    precondition(MemoryLayout<Call>.size <= Self.capacity, "give the operation more room")
    room.bindMemory(to: Call.self, capacity: 1).initialize(to: new)
  }

  /// The handle by which the call's blocks name it.
  fileprivate func openHandle() -> UInt? {
    guard let handle = Handles.calls.open(self) else { return nil }
    call.pointee.handle = handle
    BlockWords(copy)?.name(handle)
    return handle
  }
}
