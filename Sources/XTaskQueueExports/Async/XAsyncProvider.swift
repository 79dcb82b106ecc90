// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CXTaskQueue
import Glibc
import TaskQueues

// Calls, for who provides them.

@c @implementation
public func XAsyncBegin(
  _ block: UnsafeMutablePointer<XAsyncBlock>?, _ context: UnsafeMutableRawPointer?,
  _ identity: UnsafeRawPointer?,
  _ identityName: UnsafePointer<CChar>?,
  _ provider:
    (@convention(c) (XAsyncOp, UnsafePointer<XAsyncProviderData>?) -> HRESULT)?
) -> HRESULT {
  guard let provider else { return Beginning.fail(ResultCode.pointer, on: block) }
  let initiator = Initiator(identity: identity, name: identityName)
  return Beginning(body: .provider(provider), context: context, initiator: initiator)
    .begin(on: block)
}

@c @implementation
public func XAsyncBeginAlloc(
  _ block: UnsafeMutablePointer<XAsyncBlock>?, _ identity: UnsafeRawPointer?,
  _ identityName: UnsafePointer<CChar>?,
  _ provider:
    (@convention(c) (XAsyncOp, UnsafePointer<XAsyncProviderData>?) -> HRESULT)?,
  _ contextSize: Int, _ parameterBlockSize: Int, _ parameterBlock: UnsafeMutableRawPointer?
) -> HRESULT {
  guard let provider else { return Beginning.fail(ResultCode.pointer, on: block) }
  // Sizes of C, which have no sign.
  let (size, copied) = (UInt(bitPattern: contextSize), UInt(bitPattern: parameterBlockSize))
  guard size > 0, copied <= size, (copied == 0) == (parameterBlock == nil) else {
    return Beginning.fail(ResultCode.invalidArgument, on: block)
  }
  guard let context = calloc(1, contextSize) else {
    return Beginning.fail(ResultCode.outOfMemory, on: block)
  }
  if let parameterBlock { memcpy(context, parameterBlock, parameterBlockSize) }
  let result = Beginning(
    body: .provider(provider), context: context, ownsContext: true,
    initiator: Initiator(identity: identity, name: identityName)
  ).begin(on: block)
  if ResultCode.isFailure(result) { free(context) }
  return result
}

@c @implementation
public func XAsyncSchedule(_ block: UnsafeMutablePointer<XAsyncBlock>?, _ delay: UInt32) -> HRESULT
{
  withCall(of: block) { call in
    let result = ResultCode.of { () throws(TaskQueueError) in
      try call.schedule(after: .milliseconds(Int(delay)))
    }
    // Of a call that is complete: what it has failed with.
    let isOver = result == ResultCode.invalidArgument && call.isComplete
    return isOver && ResultCode.isFailure(call.status) ? call.status : result
  } otherwise: { end in
    ResultCode.isFailure(end.status) ? end.status : ResultCode.invalidArgument
  }
}

@c @implementation
public func XAsyncComplete(
  _ block: UnsafeMutablePointer<XAsyncBlock>?, _ result: HRESULT, _ size: Int
) {
  guard result != ResultCode.pending else { return }
  _ = withCall(of: block) { call in
    call.complete(result, size: size)
    return ResultCode.ok
  } otherwise: { _ in
    ResultCode.ok
  }
}

@c @implementation
public func XAsyncGetResult(
  _ block: UnsafeMutablePointer<XAsyncBlock>?, _ identity: UnsafeRawPointer?, _ capacity: Int,
  _ buffer: UnsafeMutableRawPointer?, _ used: UnsafeMutablePointer<Int>?
) -> HRESULT {
  withCall(of: block) { call in
    call.getResult(identity, capacity, buffer, used)
  } otherwise: { end in
    if ResultCode.isFailure(end.status) { return end.status }
    if end.hadResult { return ResultCode.illegalMethodCall }
    used?.pointee = 0
    return ResultCode.ok
  }
}

extension StoringOperation {
  /// Has the provider copy the result, once, to who may have it and has room for it.
  fileprivate func getResult(
    _ identity: UnsafeRawPointer?, _ capacity: Int, _ buffer: UnsafeMutableRawPointer?,
    _ used: UnsafeMutablePointer<Int>?
  ) -> HRESULT {
    let status = status
    if ResultCode.isFailure(status) { return status }
    let size = call.pointee.size
    if size == 0 {
      used?.pointee = 0
      return ResultCode.ok
    }
    guard hasPayload else { return ResultCode.illegalMethodCall }
    guard identity == call.pointee.initiator.identity else {
      call.pointee.initiator.sayIsAnother()
      return ResultCode.invalidArgument
    }
    guard let buffer else { return ResultCode.invalidArgument }
    guard UInt(bitPattern: capacity) >= UInt(bitPattern: size) else {
      return ResultCode.notSufficientBuffer
    }
    var result = ResultCode.ok
    switch takePayload({ result = tell(.getResult, buffer: buffer, size: capacity) }) {
    case .taken: break
    case .pending: return ResultCode.pending
    case .none: return ResultCode.ok
    case .alreadyTaken: return ResultCode.illegalMethodCall
    }
    if !ResultCode.isFailure(result) { used?.pointee = size }
    return result
  }
}
