import Glibc

/// Where a game's saved files lie: in a folder of the game's own below `$XDG_DATA_HOME`, or below
/// `~/.local/share` where that is not set (XDG Base Directory Specification).
public nonisolated struct SaveFolder: Sendable {
  public let path: String

  public init(path: String) { self.path = path }

  /// - Parameter identifier: lower-case letters a to z, digits and hyphens.
  public init(game identifier: String) {
    precondition(
      Self.isIdentifier(identifier),
      "a game's folder is named with lower-case letters a to z, digits and hyphens, not \"\(identifier)\""
    )
    // The specification has relative paths ignored.
    if let data = getenv("XDG_DATA_HOME").map({ String(cString: $0) }), data.hasPrefix("/") {
      path = "\(data)/\(identifier)"
    } else {
      let home = getenv("HOME").map { String(cString: $0) } ?? "."
      path = "\(home)/.local/share/\(identifier)"
    }
  }

  /// Whether a name is one folder on every file system, and no way to another.
  static func isIdentifier(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}
