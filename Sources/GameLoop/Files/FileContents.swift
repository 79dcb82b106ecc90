import Glibc

/// The contents of whole files: read with a limit, written so that a reader sees the old or the new.
public nonisolated enum FileContents {
  /// Larger files are refused: a game's asset of this size is a mistake.
  public static let largest = 256 << 20

  public static func read(_ path: String, largest: Int = largest) throws(FileError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw FileError(path: path, code: errno) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw FileError(path: path, code: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileError(path: path, reason: "is not a file")
    }
    guard status.st_size <= largest else {
      throw FileError(path: path, reason: "is larger than \(largest) bytes")
    }
    return try readAll(file, path, size: Int(status.st_size))
  }

  private static func readAll(
    _ file: Int32, _ path: String, size: Int
  ) throws(FileError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = Glibc.read(file, buffer.baseAddress! + count, size - count)
        if got < 0 && errno == EINTR { continue }
        if got < 0 { failure = errno }
        if got <= 0 { break }
        count += got
      }
    }
    if failure != 0 { throw FileError(path: path, code: failure) }
    return bytes
  }

  /// Replaces a file's contents. Whenever the machine stops, the file holds the old contents or the
  /// new, whole: they are written beside it, brought to the disk, and renamed over it.
  ///
  /// What is no ordinary file, as /dev/stdout, is written to directly.
  public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    let target = try resolved(path)
    var status = stat()
    if stat(target, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      let file = open(target, O_WRONLY | O_CLOEXEC)
      guard file >= 0 else { throw FileError(path: path, code: errno) }
      try writeAndClose(bytes, file, path, syncs: false)
      return
    }

    let temporary = "\(target).\(getpid()).new"
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw FileError(path: path, code: errno) }
    do throws(FileError) {
      try writeAndClose(bytes, file, path, syncs: true)
      guard Glibc.rename(temporary, target) == 0 else { throw FileError(path: path, code: errno) }
    } catch {
      unlink(temporary)
      throw error
    }
    syncFolder(of: target)
  }

  /// The path of what a path leads to, with no link in it.
  static func realPath(_ path: String) throws(FileError) -> String {
    guard let real = realpath(path, nil) else { throw FileError(path: path, code: errno) }
    defer { free(real) }
    return String(cString: real)
  }

  /// A link is written through, not replaced.
  private static func resolved(_ path: String) throws(FileError) -> String {
    do throws(FileError) {
      return try realPath(path)
    } catch  where error.code == ENOENT {
      return path
    } catch {
      throw error
    }
  }

  private static func writeAndClose(
    _ bytes: [UInt8], _ file: Int32, _ path: String, syncs: Bool
  ) throws(FileError) {
    var failure: Int32 = 0
    bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let count = Glibc.write(file, buffer.baseAddress! + written, buffer.count - written)
        if count < 0 && errno == EINTR { continue }
        if count < 0 {
          failure = errno
          return
        }
        written += count
      }
    }
    if failure == 0 && syncs && fsync(file) != 0 { failure = errno }
    if close(file) != 0 && failure == 0 { failure = errno }
    if failure != 0 { throw FileError(path: path, code: failure) }
  }

  /// So that the new name, too, is there after a loss of power. Not every file system can; then it is
  /// as safe as that file system is.
  private static func syncFolder(of path: String) {
    let folder = open(parent(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  /// Creates a folder and those it lies in.
  public static func createFolder(_ path: String) throws(FileError) {
    if mkdir(path, 0o755) == 0 { return }
    switch errno {
    case EEXIST:
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
        throw FileError(path: path, code: ENOTDIR)
      }
    case ENOENT where parent(of: path) != path:
      try createFolder(parent(of: path))
      guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
        throw FileError(path: path, code: errno)
      }
    default:
      throw FileError(path: path, code: errno)
    }
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  static func rename(_ path: String, aside: String) throws(FileError) {
    guard Glibc.rename(path, aside) == 0 else { throw FileError(path: path, code: errno) }
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
