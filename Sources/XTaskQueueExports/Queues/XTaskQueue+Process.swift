// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CXTaskQueue
import TaskQueues

// What is the whole process's.

@c @implementation
public func XTaskQueueGetCurrentProcessTaskQueue(
  _ queue: UnsafeMutablePointer<XTaskQueueHandle?>?
) -> Bool {
  guard let queue else { return false }
  queue.pointee = TaskQueue.process?.openHandle()
  return queue.pointee != nil
}

@c @implementation
public func XTaskQueueGetCurrentProcessTaskQueueWithOptions(
  _ options: XTaskQueueDuplicateOptions, _ queue: UnsafeMutablePointer<XTaskQueueHandle?>?
) -> Bool {
  guard isKnown(options) else {
    queue?.pointee = nil
    return false
  }
  return XTaskQueueGetCurrentProcessTaskQueue(queue)
}

@c @implementation
public func XTaskQueueDuplicateHandleWithOptions(
  _ handle: XTaskQueueHandle?, _ options: XTaskQueueDuplicateOptions,
  _ duplicate: UnsafeMutablePointer<XTaskQueueHandle?>?
) -> HRESULT {
  guard isKnown(options) else {
    duplicate?.pointee = nil
    return duplicate == nil ? ResultCode.pointer : ResultCode.invalidArgument
  }
  return XTaskQueueDuplicateHandle(handle, duplicate)
}

/// None and Reference: both give a handle.
private func isKnown(_ options: XTaskQueueDuplicateOptions) -> Bool { options <= 1 }

@c @implementation
public func XTaskQueueSetCurrentProcessTaskQueue(_ handle: XTaskQueueHandle?) {
  guard handle != nil else {
    TaskQueue.process = nil
    return
  }
  Handles.withQueue(handle, else: ()) { TaskQueue.process = $0 }
}

@c @implementation
public func XTaskQueueUninitialize(_ milliseconds: UInt32) -> Bool {
  TaskQueue.uninitialize(timeout: .milliseconds(Int(milliseconds))).isEmpty
}

@c @implementation
public func XTaskQueueGlobalSuspend() { TaskQueue.suspendAll() }

@c @implementation
public func XTaskQueueGlobalResume() { TaskQueue.resumeAll() }
