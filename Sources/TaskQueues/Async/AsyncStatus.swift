/// How far an async call is.
///
/// In C: `pending` is `E_PENDING`, `succeeded` is `S_OK` (or another success code that a provider of C
/// gave), `cancelled` is `E_ABORT`, and `failed` is the code of its error, see `AsyncError`.
public enum AsyncStatus: Sendable, Equatable {
  case pending
  case succeeded
  case failed
  case cancelled
}
