/// Why an async call has no result.
///
/// | case | `HRESULT` | back |
/// |---|---|---|
/// | `cancelled` | `E_ABORT` 0x80004004 | `E_ABORT` |
/// | `failed(TaskQueueError)` | the code of that case, see `TaskQueueError` | the case |
/// | `failed` with an error that carries a code of C | that code | every other failure code |
/// | `failed` with any other error | `E_FAIL` 0x80004005 | – |
///
/// (`E_PENDING` is no error: the call has no result yet.)
public enum AsyncError: Error {
  /// It was cancelled, or its queue was terminated, before it had one. Begin it again if you still want
  /// it; on a terminated queue, stop.
  case cancelled
  /// Its work threw this error, which says what to do.
  case failed(any Error)

  /// What a call comes to whose work threw `error`: `CancellationError` and the refusal of a queue that
  /// has been terminated cancel it, all else fails it.
  @usableFromInline
  init(thrown error: any Error) {
    switch error {
    case let error as AsyncError: self = error
    case is CancellationError, TaskQueueError.terminated: self = .cancelled
    default: self = .failed(error)
    }
  }
}
