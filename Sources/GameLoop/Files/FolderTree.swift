import Glibc

/// What lies in a folder and the folders below it.
package nonisolated enum FolderTree {
  /// Tells the names of what is there, as paths from the folder on, a folder before what is in it. Links to
  /// folders are not followed, and a folder that cannot be read is one with nothing in it.
  ///
  /// - Parameter tell: returns whether to go on.
  package static func visit(
    _ folder: String, deepest: Int = 32, _ tell: (_ name: String, _ isFolder: Bool) -> Bool
  ) {
    _ = visit(folder, prefix: "", depth: deepest, tell)
  }

  private static func visit(
    _ folder: String, prefix: String, depth: Int,
    _ tell: (_ name: String, _ isFolder: Bool) -> Bool
  ) -> Bool {
    guard depth > 0, let stream = opendir(folder) else { return true }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name == "." || name == ".." { continue }
      var status = stat()
      let isFolder = lstat("\(folder)/\(name)", &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      guard tell(prefix + name, isFolder) else { return false }
      if isFolder {
        guard visit("\(folder)/\(name)", prefix: "\(prefix)\(name)/", depth: depth - 1, tell) else {
          return false
        }
      }
    }
    return true
  }
}
