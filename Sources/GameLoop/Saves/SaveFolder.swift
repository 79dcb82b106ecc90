import Glibc

/// Where a game's saved files lie: in a folder of the game's own below `$XDG_DATA_HOME`, or below
/// `~/.local/share` where that is not set (XDG Base Directory Specification).
public nonisolated struct SaveFolder: Sendable {
  public let path: String

  public init(path: String) { self.path = path }

  public init(game identifier: String) {
    // The specification has relative paths ignored.
    if let data = getenv("XDG_DATA_HOME").map({ String(cString: $0) }), data.hasPrefix("/") {
      path = "\(data)/\(identifier)"
    } else {
      let home = getenv("HOME").map { String(cString: $0) } ?? "."
      path = "\(home)/.local/share/\(identifier)"
    }
  }
}
