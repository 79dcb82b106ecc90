/// Why a queue refuses a call.
public enum TaskQueueError: Error, Sendable, Equatable {
  /// The queue has been terminated. Stop submitting to it, or create another.
  case terminated
  /// The call would wait for the callback it was made from. Make it without waiting, or from a thread
  /// that is not running a callback of this queue.
  case wouldWaitForItself
  /// The descriptor is closed, or of a kind that is always ready, like a regular file. Give one of
  /// something that can be waited for.
  case notWaitable
  /// The system has no more descriptors for this process. Close some, or raise its limit.
  case outOfDescriptors
}
