// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CXTaskQueue
import TaskQueues

// Queues, ports and their handles. Here and in the files beside: each function checks what it was given, calls
// one method, and turns its error into a code.

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
  return give(TaskQueue(work: work, completion: completion).openHandle(), to: queue)
}

@c @implementation
public func XTaskQueueCreateComposite(
  _ work: XTaskQueuePortHandle?, _ completion: XTaskQueuePortHandle?,
  _ queue: UnsafeMutablePointer<XTaskQueueHandle?>?
) -> HRESULT {
  guard let queue else { return ResultCode.pointer }
  queue.pointee = nil
  guard let work = Handles.port(work), let completion = Handles.port(completion) else {
    return ResultCode.invalidHandle
  }
  return give(TaskQueue(work: work, completion: completion).openHandle(), to: queue)
}

@c @implementation
public func XTaskQueueGetPort(
  _ handle: XTaskQueueHandle?, _ role: XTaskQueuePort,
  _ port: UnsafeMutablePointer<XTaskQueuePortHandle?>?
) -> HRESULT {
  guard let port else { return ResultCode.pointer }
  port.pointee = nil
  return Handles.withQueue(handle, else: ResultCode.invalidHandle) { queue in
    guard let role = PortRole(role) else { return ResultCode.invalidArgument }
    TimeSensitiveThread.assertIsNotOne("Asking for a port (XTaskQueueGetPort)")
    port.pointee = queue.port(role).handle
    return port.pointee == nil ? ResultCode.outOfMemory : ResultCode.ok
  }
}

@c @implementation
public func XTaskQueueDuplicateHandle(
  _ handle: XTaskQueueHandle?, _ duplicate: UnsafeMutablePointer<XTaskQueueHandle?>?
) -> HRESULT {
  guard let duplicate else { return ResultCode.pointer }
  duplicate.pointee = nil
  return Handles.withQueue(handle, else: ResultCode.invalidHandle) { queue in
    give(queue.openHandle(), to: duplicate)
  }
}

@c @implementation
public func XTaskQueueCloseHandle(_ handle: XTaskQueueHandle?) {
  Handles.queues.close(UInt(bitPattern: handle))
}
