import Testing

extension ExitTest.Result? {
  /// Whether the process said this before it ended. Optimised programs end without a word.
  public func says(_ message: String) -> Bool {
    #if DEBUG
      String(decoding: self?.standardErrorContent ?? [], as: UTF8.self).contains(message)
    #else
      self != nil
    #endif
  }
}
