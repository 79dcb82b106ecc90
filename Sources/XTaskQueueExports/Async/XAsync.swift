// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CXTaskQueue
import TaskQueues

// Calls, for who makes them.

@c @implementation
public func XAsyncGetStatus(_ block: UnsafeMutablePointer<XAsyncBlock>?, _ wait: Bool) -> HRESULT {
  withCall(of: block) { call in
    guard wait else { return call.status }
    TimeSensitiveThread.assertIsNotOne("Waiting for an asynchronous call")
    switch call.wait() {
    case .complete: return call.status
    case .wouldWaitForItself: return ResultCode.unexpected
    }
  } otherwise: { end in
    end.status
  }
}

@c @implementation
public func XAsyncGetResultSize(
  _ block: UnsafeMutablePointer<XAsyncBlock>?, _ size: UnsafeMutablePointer<Int>?
) -> HRESULT {
  guard let size else { return ResultCode.pointer }
  size.pointee = 0
  return withCall(of: block) { call in
    let status = call.status
    if call.hasPayload { size.pointee = call.call.pointee.size }
    return status
  } otherwise: { end in
    end.status
  }
}

@c @implementation
public func XAsyncCancel(_ block: UnsafeMutablePointer<XAsyncBlock>?) {
  _ = withCall(of: block) { call in
    call.cancel()
    return ResultCode.ok
  } otherwise: { _ in
    ResultCode.ok
  }
}

@c @implementation
public func XAsyncRun(
  _ block: UnsafeMutablePointer<XAsyncBlock>?,
  _ work: (@convention(c) (UnsafeMutablePointer<XAsyncBlock>?) -> HRESULT)?
) -> HRESULT {
  guard let work else { return Beginning.fail(ResultCode.pointer, on: block) }
  return Beginning(body: .work(work)).begin(on: block)
}

/// Calls `body` with a block's call, which lives until that returns; where that is over and has left the block,
/// `otherwise` with how it ended.
///
/// - Returns: what they return, or that the block is none.
@inline(__always)
func withCall(
  of block: Block?, _ body: (StoringOperation) -> HRESULT, otherwise: (CallEnd) -> HRESULT
) -> HRESULT {
  guard let words = BlockWords(block) else { return ResultCode.invalidArgument }
  var handle = words.call
  while true {
    if let result = Handles.calls.with(handle, body) { return result }
    if let end = words.end(of: handle) { return otherwise(end) }
    let now = words.call
    if now == handle { return ResultCode.invalidArgument }
    // Another call has begun on the block meanwhile.
    handle = now
  }
}
