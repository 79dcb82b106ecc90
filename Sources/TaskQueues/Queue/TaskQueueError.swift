/// Why a queue, or one of its async calls, refuses something.
///
/// | case | `HRESULT` | back |
/// |---|---|---|
/// | `terminated` | `E_ABORT` 0x80004004 | `E_ABORT` |
/// | `wouldWaitForItself` | `E_UNEXPECTED` 0x8000FFFF | – |
/// | `alreadyScheduled` | `E_UNEXPECTED` 0x8000FFFF | `E_UNEXPECTED` |
/// | `alreadyComplete` | `E_INVALIDARG` 0x80070057 | `E_INVALIDARG` |
/// | `notWaitable` | `E_INVALIDARG` 0x80070057 | – |
/// | `outOfDescriptors` | `E_OUTOFMEMORY` 0x8007000E | `E_OUTOFMEMORY` |
///
/// Where two cases share a code, the way back is to the one that an async call can give.
public enum TaskQueueError: Error, Sendable, Equatable {
  /// The queue has been terminated. Stop submitting to it, or create another.
  case terminated
  /// The call would wait for the callback it was made from. Make it without waiting, or from a thread
  /// that is not running a callback of this queue.
  case wouldWaitForItself
  /// The call's work is on its way already. Schedule it again from `doWork`, or after that.
  case alreadyScheduled
  /// The call is complete. Begin another.
  case alreadyComplete
  /// The descriptor is closed, or of a kind that is always ready, like a regular file. Give one of
  /// something that can be waited for.
  case notWaitable
  /// The system has no more descriptors for this process. Close some, or raise its limit.
  case outOfDescriptors
}
