// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CXTaskQueue
import TaskQueues

// Monitors and waiters.

@c @implementation
public func XTaskQueueRegisterMonitor(
  _ handle: XTaskQueueHandle?, _ context: UnsafeMutableRawPointer?,
  _ callback:
    (@convention(c) (UnsafeMutableRawPointer?, XTaskQueueHandle?, XTaskQueuePort) -> Void)?,
  _ token: UnsafeMutablePointer<XTaskQueueRegistrationToken>?
) -> HRESULT {
  guard let token else { return ResultCode.pointer }
  token.pointee = XTaskQueueRegistrationToken(token: 0)
  guard let callback else { return ResultCode.pointer }
  let context = Context(pointer: context)
  return Handles.withQueue(handle, else: ResultCode.invalidHandle) { queue in
    guard let own = queue.monitoredHandle else { return ResultCode.outOfMemory }
    let bits = UInt(bitPattern: own)
    let registered = queue.registerMonitor { port in
      callback(context.pointer, XTaskQueueHandle(bitPattern: bits), port.number)
    }
    token.pointee.token = registered.rawNumber
    return ResultCode.ok
  }
}

@c @implementation
public func XTaskQueueUnregisterMonitor(
  _ handle: XTaskQueueHandle?, _ token: XTaskQueueRegistrationToken
) {
  Handles.withQueue(handle, else: ()) { queue in
    queue.unregisterMonitor(RegistrationToken(rawNumber: token.token))
  }
}

@c @implementation
public func XTaskQueueRegisterWaiter(
  _ handle: XTaskQueueHandle?, _ port: XTaskQueuePort, _ waited: UnsafeMutableRawPointer?,
  _ context: UnsafeMutableRawPointer?,
  _ callback: (@convention(c) (UnsafeMutableRawPointer?, Bool) -> Void)?,
  _ token: UnsafeMutablePointer<XTaskQueueRegistrationToken>?
) -> HRESULT {
  guard let token else { return ResultCode.pointer }
  token.pointee = XTaskQueueRegistrationToken(token: 0)
  guard let callback else { return ResultCode.pointer }
  let context = Context(pointer: context)
  return Handles.withQueue(handle, else: ResultCode.invalidHandle) { queue in
    guard let port = PortRole(port), let descriptor = WaitedDescriptor(waited) else {
      return ResultCode.invalidArgument
    }
    return ResultCode.of { () throws(TaskQueueError) in
      let registered = try queue.registerWaiter(
        on: port, descriptor: descriptor.number, kind: descriptor.kind
      ) { callback(context.pointer, $0) }
      token.pointee.token = registered.rawValue
    }
  }
}

@c @implementation
public func XTaskQueueUnregisterWaiter(
  _ handle: XTaskQueueHandle?, _ token: XTaskQueueRegistrationToken
) {
  Handles.withQueue(handle, else: ()) { queue in
    queue.unregisterWaiter(WaiterToken(rawValue: token.token))
  }
}
