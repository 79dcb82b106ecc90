import CSDL2

/// A call of SDL that failed, and SDL's own words.
public nonisolated struct SDLError: Error, Sendable, CustomStringConvertible {
  public let function: String
  public let words: String

  /// Takes what SDL says of the call that has just failed on this thread.
  init(_ function: String) {
    self.function = function
    words = String(cString: SDL_GetError())
  }

  public var description: String { "\(function): \(words)" }
}

/// Passes on what an SDL function returned, unless that is nil, which SDL fails with.
nonisolated func require<T>(_ value: T?, _ function: String) throws(SDLError) -> T {
  guard let value else { throw SDLError(function) }
  return value
}

/// Throws if an SDL function returned a negative number, which SDL fails with.
nonisolated func require(_ status: Int32, _ function: String) throws(SDLError) {
  if status < 0 { throw SDLError(function) }
}
