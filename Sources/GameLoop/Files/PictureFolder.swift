import Glibc

/// Where the pictures that a player takes of a game go, and what they are called.
public nonisolated struct PictureFolder: Sendable {
  public let path: String
  /// What their names begin with.
  public let name: String

  public init(path: String, name: String) {
    self.path = path
    self.name = name
  }

  /// The folder of the player's pictures: what `$XDG_PICTURES_DIR` names, else `user-dirs.dirs` as desktops write it,
  /// else `~/Pictures`; where there is none of these, `screenshots` in the folder of saved files.
  public init(game identifier: String, orIn saves: SaveFolder) {
    name = identifier
    path = Self.ofPlayer ?? "\(saves.path)/screenshots"
  }

  private static var ofPlayer: String? {
    let home = variable("HOME") ?? "."
    let named = variable("XDG_PICTURES_DIR") ?? namedInFile(home: home)
    // A desktop without such a folder names the home itself.
    if let named, named.hasPrefix("/"), named != home, named != "\(home)/" { return named }
    let usual = "\(home)/Pictures"
    return FileContents.exists(usual) ? usual : nil
  }

  /// A line of the file is `XDG_PICTURES_DIR="$HOME/Bilder"`.
  private static func namedInFile(home: String) -> String? {
    let folder = variable("XDG_CONFIG_HOME") ?? "\(home)/.config"
    guard let bytes = try? FileContents.read("\(folder)/user-dirs.dirs", largest: 1 << 16) else {
      // Few machines have one.
      return nil
    }
    let prefix = "XDG_PICTURES_DIR=\""
    let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n").last {
      $0.hasPrefix(prefix)
    }
    guard let line, line.hasSuffix("\"") else { return nil }
    let value = line.dropFirst(prefix.count).dropLast()
    return value.hasPrefix("$HOME") ? home + value.dropFirst("$HOME".count) : String(value)
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Writes a file under the first number that is free, and makes the folder if it is not there. Several programs may
  /// do it at a time.
  ///
  /// - Returns: the file's path.
  public func save(_ png: [UInt8]) throws(FileError) -> String {
    try FileContents.createFolder(path)
    var number = 1
    while true {
      let file = "\(path)/\(name)-\(number).png"
      if try FileContents.claim(file) {
        do throws(FileError) {
          try FileContents.write(png, to: file)
        } catch {
          unlink(file)
          throw error
        }
        return file
      }
      number += 1
    }
  }
}

nonisolated extension FileContents {
  /// Makes an empty file, unless there is something of that name: only one caller gets it.
  ///
  /// - Returns: whether it was made.
  static func claim(_ path: String) throws(FileError) -> Bool {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    if file >= 0 {
      close(file)
      return true
    }
    guard errno == EEXIST else { throw FileError(path: path, code: errno) }
    return false
  }
}
