// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CXTaskQueue
import TaskQueues

// Each function checks what it was given, calls one method, and turns its error into a code.

@c @implementation
public func XTaskQueueCreate(
  _ work: XTaskQueueDispatchMode, _ completion: XTaskQueueDispatchMode,
  _ queue: UnsafeMutablePointer<XTaskQueueHandle?>?
) -> HRESULT {
  guard let queue else { return ResultCode.pointer }
  queue.pointee = nil
  guard let work = DispatchMode(work), let completion = DispatchMode(completion) else {
    return ResultCode.invalidArgument
  }
  queue.pointee = QueueHandles.shared.open(TaskQueue(work: work, completion: completion))
  return ResultCode.ok
}

@c @implementation
public func XTaskQueueDuplicateHandle(
  _ handle: XTaskQueueHandle?, _ duplicate: UnsafeMutablePointer<XTaskQueueHandle?>?
) -> HRESULT {
  guard let duplicate else { return ResultCode.pointer }
  duplicate.pointee = nil
  return withQueue(handle) { queue in
    duplicate.pointee = QueueHandles.shared.open(queue)
    return ResultCode.ok
  }
}

@c @implementation
public func XTaskQueueCloseHandle(_ handle: XTaskQueueHandle?) {
  QueueHandles.shared.close(handle)
}

@c @implementation
public func XTaskQueueSubmitCallback(
  _ handle: XTaskQueueHandle?, _ port: XTaskQueuePort, _ context: UnsafeMutableRawPointer?,
  _ callback: (@convention(c) (UnsafeMutableRawPointer?, Bool) -> Void)?
) -> HRESULT {
  XTaskQueueSubmitDelayedCallback(handle, port, 0, context, callback)
}

@c @implementation
public func XTaskQueueSubmitDelayedCallback(
  _ handle: XTaskQueueHandle?, _ port: XTaskQueuePort, _ delay: UInt32,
  _ context: UnsafeMutableRawPointer?,
  _ callback: (@convention(c) (UnsafeMutableRawPointer?, Bool) -> Void)?
) -> HRESULT {
  guard let callback else { return ResultCode.pointer }
  return withQueue(handle) { queue in
    guard let port = PortRole(port) else { return ResultCode.invalidArgument }
    do throws(TaskQueueError) {
      try queue.submit(to: port, after: .milliseconds(Int(delay)), callback, context)
      return ResultCode.ok
    } catch {
      return error.resultCode
    }
  }
}

@c @implementation
public func XTaskQueueDispatch(
  _ handle: XTaskQueueHandle?, _ port: XTaskQueuePort, _ timeout: UInt32
) -> Bool {
  guard let queue = QueueHandles.shared.queue(handle), let port = PortRole(port) else {
    return false
  }
  return queue.dispatch(port, timeout: timeout == .max ? nil : .milliseconds(Int(timeout)))
}

@c @implementation
public func XTaskQueueTerminate(
  _ handle: XTaskQueueHandle?, _ wait: Bool, _ context: UnsafeMutableRawPointer?,
  _ callback: (@convention(c) (UnsafeMutableRawPointer?) -> Void)?
) -> HRESULT {
  withQueue(handle) { queue in
    // The pointer is the caller's, handed back and never looked at.
    nonisolated(unsafe) let context = context
    do throws(TaskQueueError) {
      try queue.terminate(wait: wait) { callback?(context) }
      return ResultCode.ok
    } catch {
      return error.resultCode
    }
  }
}

private func withQueue(_ handle: XTaskQueueHandle?, _ body: (TaskQueue) -> HRESULT) -> HRESULT {
  guard let queue = QueueHandles.shared.queue(handle) else { return ResultCode.invalidHandle }
  return body(queue)
}
