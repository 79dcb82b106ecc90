// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CXTaskQueue
import TaskQueues

// Submitting, dispatching, terminating.

@c @implementation
public func XTaskQueueSubmitCallback(
  _ handle: XTaskQueueHandle?, _ port: XTaskQueuePort, _ context: UnsafeMutableRawPointer?,
  _ callback: (@convention(c) (UnsafeMutableRawPointer?, Bool) -> Void)?
) -> HRESULT {
  guard let callback else { return ResultCode.pointer }
  return Handles.withQueue(handle, else: ResultCode.invalidHandle) { queue in
    guard let port = PortRole(port) else { return ResultCode.invalidArgument }
    return ResultCode.of { () throws(TaskQueueError) in
      try queue.submit(to: port, callback, context)
    }
  }
}

@c @implementation
public func XTaskQueueSubmitDelayedCallback(
  _ handle: XTaskQueueHandle?, _ port: XTaskQueuePort, _ delay: UInt32,
  _ context: UnsafeMutableRawPointer?,
  _ callback: (@convention(c) (UnsafeMutableRawPointer?, Bool) -> Void)?
) -> HRESULT {
  guard let callback else { return ResultCode.pointer }
  return Handles.withQueue(handle, else: ResultCode.invalidHandle) { queue in
    guard let port = PortRole(port) else { return ResultCode.invalidArgument }
    return ResultCode.of { () throws(TaskQueueError) in
      try queue.submit(to: port, after: .milliseconds(Int(delay)), callback, context)
    }
  }
}

@c @implementation
public func XTaskQueueDispatch(
  _ handle: XTaskQueueHandle?, _ port: XTaskQueuePort, _ milliseconds: UInt32
) -> Bool {
  guard let port = PortRole(port) else { return false }
  return Handles.withQueue(handle, else: false) { queue in
    milliseconds == 0
      ? queue.dispatch(port) : queue.dispatch(port, timeout: timeout(milliseconds))
  }
}

@c @implementation
public func XTaskQueueTerminate(
  _ handle: XTaskQueueHandle?, _ wait: Bool, _ context: UnsafeMutableRawPointer?,
  _ callback: (@convention(c) (UnsafeMutableRawPointer?) -> Void)?
) -> HRESULT {
  let context = Context(pointer: context)
  return Handles.withQueue(handle, else: ResultCode.invalidHandle) { queue in
    ResultCode.of { () throws(TaskQueueError) in
      guard let callback else {
        try queue.terminate(wait: wait)
        return
      }
      try queue.terminate(wait: wait) { callback(context.pointer) }
    }
  }
}

@c @implementation
public func XTaskQueueSubmitPendingCallbacks(
  _ handle: XTaskQueueHandle?, _ port: XTaskQueuePort
) -> HRESULT {
  Handles.withQueue(handle, else: ResultCode.invalidHandle) { queue in
    guard let port = PortRole(port) else { return ResultCode.invalidArgument }
    queue.makeDueCallbacksReady(on: port)
    return ResultCode.ok
  }
}

@c @implementation
public func XTaskQueueIsEmpty(_ handle: XTaskQueueHandle?, _ port: XTaskQueuePort) -> Bool {
  guard let port = PortRole(port) else { return false }
  return Handles.withQueue(handle, else: false) { $0.isEmpty(port) }
}

@c @implementation
public func XTaskQueueSuspendTermination(_ handle: XTaskQueueHandle?) -> HRESULT {
  Handles.withQueue(handle, else: ResultCode.invalidHandle) { queue in
    ResultCode.of { () throws(TaskQueueError) in try queue.suspendTermination() }
  }
}

@c @implementation
public func XTaskQueueResumeTermination(_ handle: XTaskQueueHandle?) {
  Handles.withQueue(handle, else: ()) { $0.resumeTerminationIfSuspended() }
}
