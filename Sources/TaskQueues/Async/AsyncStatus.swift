/// How far an async call is.
public enum AsyncStatus: Sendable, Equatable {
  case pending
  case succeeded
  case failed
  case cancelled
}

/// Why an async call has no result.
public enum AsyncError: Error {
  /// It was cancelled, or its queue was terminated, before it had one.
  case cancelled
  /// Its work threw this error.
  case failed(any Error)
}
