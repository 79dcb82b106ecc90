import Glibc

/// Why a file could not be read or written, in words.
public nonisolated struct FileError: Error, Sendable, Equatable, CustomStringConvertible {
  public let path: String
  public let code: Int32
  public let reason: String

  init(path: String, code: Int32) {
    self.path = path
    self.code = code
    reason = String(cString: strerror(code))
  }

  init(path: String, reason: String) {
    self.path = path
    code = 0
    self.reason = reason
  }

  public var isMissing: Bool { code == ENOENT || code == ENOTDIR }

  public var description: String { "\(path): \(reason)" }
}
