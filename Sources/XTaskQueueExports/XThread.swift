// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CXTaskQueue
import TaskQueues

@c @implementation
public func XThreadSetTimeSensitive(_ isTimeSensitive: Bool) -> HRESULT {
  TimeSensitiveThread.isCurrent = isTimeSensitive
  return ResultCode.ok
}

@c @implementation
public func XThreadIsTimeSensitive() -> Bool { TimeSensitiveThread.isCurrent }

@c @implementation
public func XThreadAssertNotTimeSensitive() {
  TimeSensitiveThread.assertIsNotOne("A function that calls XThreadAssertNotTimeSensitive")
}
