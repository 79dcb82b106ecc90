import Glibc

/// Where assets are looked for: one folder, the first of these that there is:
///
/// 1. the environment variable `GAME_ASSETS`,
/// 2. `assets` beside the program or in a folder above it,
/// 3. `assets` beside the game's source or in a folder above it,
/// 4. `assets` in the current folder.
///
/// A folder called `assets` counts if it holds a file `ASSETS.md`.
///
/// An asset's name is its path in that folder, as `rocks/ship.png`. Names do not lead out of it: `..`, a `/` at
/// the beginning and empty parts are refused, and so is a symbolic link whose end lies outside. (The folder itself
/// may be reached through links.)
///
/// Of a file that is not there, the error says where it was looked for and which names are like it.
public nonisolated struct AssetFolder: AssetSource {
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
    self.init(
      named: getenv("GAME_ASSETS").map { String(cString: $0) },
      below: Self.foldersAbove(Self.program) + Self.foldersAbove(source) + ["."])
  }

  init(named: String?, below folders: [String]) {
    var looked: [String] = []
    func find() -> String? {
      if let named {
        looked.append(named)
        return named
      }
      for folder in folders {
        let candidate = "\(folder == "/" ? "" : folder)/assets"
        let path = folder == "." ? "assets" : candidate
        guard !looked.contains(path) else { continue }
        looked.append(path)
        if access("\(path)/\(Self.mark)", R_OK) == 0 { return path }
      }
      return nil
    }
    path = find()
    lookedIn = looked
  }

  public var folder: String? { path }

  /// The folders that were looked for, each with what it lacks where it is there.
  package var placesLookedIn: [String] {
    lookedIn.map { place in
      let isThere = access(place, F_OK) == 0
      return isThere ? "\(place) (which is there, but has no file \(Self.mark) in it)" : place
    }
  }

  /// Tells a folder of assets from others of its name.
  private static let mark = "ASSETS.md"

  /// The contents of an asset.
  ///
  /// - Parameter name: its path in the folder, as `rocks/ship.png`.
  public func read(_ name: String) throws(AssetError) -> [UInt8] {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }), !name.contains("\0")
    else {
      throw AssetError(
        name: name, reason: "not a name in the asset folder: write it like \"rocks/ship.png\"")
    }
    guard let path else {
      let places = placesLookedIn.map { "\n  \($0)" }.joined()
      throw AssetError(
        name: name,
        reason: "no asset folder was found (GAME_ASSETS can name it); looked for:\(places)")
    }
    guard FileContents.isFolder(path) else {
      throw AssetError(
        name: name, reason: "there is no folder of assets at \(path); GAME_ASSETS can name another")
    }
    do throws(FileError) {
      let file = try FileContents.realPath("\(path)/\(name)")
      let root = try FileContents.realPath(path)
      guard file.hasPrefix(root == "/" ? root : root + "/") else {
        throw FileError(
          path: "\(path)/\(name)",
          reason: "is a link that leads out of the asset folder, to \(file)")
      }
      return try FileContents.read(file)
    } catch {
      let near = error.isMissing ? NearestNames(in: path).question(for: name) : ""
      // Said with the path that was asked for, not with what links made of it.
      throw AssetError(name: name, reason: "\(path)/\(name): \(error.reason)\(near)")
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
