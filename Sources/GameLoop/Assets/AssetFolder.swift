import Glibc

/// Where assets are looked for: one folder, the first of these that there is:
///
/// 1. the environment variable `GAME_ASSETS`,
/// 2. `assets` beside the program or in a folder above it,
/// 3. `assets` beside the game's source or in a folder above it,
/// 4. `assets` in the current folder.
///
/// A folder called `assets` counts if it holds a file `ASSETS.md`.
public nonisolated struct AssetFolder: Sendable {
  /// Nil where none was found.
  public let path: String?
  /// Every folder that was looked for, in order.
  public let lookedIn: [String]

  /// A folder that is known.
  public init(path: String) {
    self.path = path
    lookedIn = [path]
  }

  /// Looks for the folder.
  ///
  /// - Parameter source: a source file of the game, `#filePath`.
  public init(besideSource source: String) {
    var looked: [String] = []
    func find() -> String? {
      if let named = getenv("GAME_ASSETS") {
        looked.append(String(cString: named))
        return looked[0]
      }
      let folders = Self.foldersAbove(Self.program) + Self.foldersAbove(source) + ["."]
      for folder in folders {
        let candidate = "\(folder == "/" ? "" : folder)/assets"
        let path = folder == "." ? "assets" : candidate
        guard !looked.contains(path) else { continue }
        looked.append(path)
        if access("\(path)/ASSETS.md", R_OK) == 0 { return path }
      }
      return nil
    }
    path = find()
    lookedIn = looked
  }

  /// The contents of an asset.
  ///
  /// - Parameter name: its path in the folder, as `rocks/ship.png`. A name that leads out of the folder
  ///   is refused.
  public func read(_ name: String) throws(AssetError) -> [UInt8] {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !name.isEmpty, !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) else {
      throw AssetError(
        name: name, reason: "not a name in the asset folder: write it like \"rocks/ship.png\"")
    }
    guard let path else {
      let places = lookedIn.map { "\n  \($0)" }.joined()
      throw AssetError(
        name: name,
        reason: "no asset folder was found (GAME_ASSETS can name it); looked for:\(places)")
    }
    do throws(FileError) {
      return try FileContents.read("\(path)/\(name)")
    } catch {
      throw AssetError(name: name, reason: error.description)
    }
  }

  private static var program: String {
    guard let path = realpath("/proc/self/exe", nil) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }

  /// The folder a file is in and those above it, nearest first.
  private static func foldersAbove(_ file: String) -> [String] {
    var folders: [String] = []
    var rest = Substring(file)
    while let slash = rest.lastIndex(of: "/") {
      rest = rest[..<slash]
      folders.append(rest.isEmpty ? "/" : String(rest))
    }
    return folders
  }
}

/// What is wrong with an asset, in words.
public nonisolated struct AssetError: Error, Sendable, Equatable, CustomStringConvertible {
  public let name: String
  public let reason: String

  public init(name: String, reason: String) {
    self.name = name
    self.reason = reason
  }

  public var description: String { "asset \(name): \(reason)" }
}
