import Glibc

/// The files of a folder whose names are like one that is not there.
nonisolated struct NearestNames {
  private let files: [String]

  /// Folders below folders are looked into to this depth, and so many files at most: it is for an error message.
  private static let (deepest, most) = (8, 4096)

  init(in folder: String) {
    var files: [String] = []
    FolderTree.visit(folder, deepest: Self.deepest) { name, isFolder in
      if !isFolder { files.append(name) }
      return files.count < Self.most
    }
    self.files = files.sorted()
  }

  /// `; did you mean "rocks/ship.png"?`, or nothing.
  func question(for name: String) -> String {
    let near = nearest(to: name)
    if near.isEmpty { return "" }
    return "; did you mean \(near.map { "\"\($0)\"" }.joined(separator: " or "))?"
  }

  /// The most like it first, three at most.
  func nearest(to name: String) -> [String] {
    let wanted = Array(name.lowercased().utf8)
    let wantedLast = Array(Self.lastPart(of: name).lowercased().utf8)
    // A third of the letters may be wrong, not counting those of ".png".
    let ending = name.lastIndex(of: ".").map { name[$0...].utf8.count } ?? 0
    let scored = files.compactMap { file -> (name: String, distance: Int)? in
      let whole = Self.distance(
        wanted, Array(file.lowercased().utf8), atMost: (wanted.count - ending + 1) / 3)
      let last = Self.distance(
        wantedLast, Array(Self.lastPart(of: file).lowercased().utf8),
        atMost: (wantedLast.count - ending) / 4)
      // In another folder is a little further away than mistyped.
      guard let best = [whole, last.map { $0 + 1 }].compactMap(\.self).min() else { return nil }
      return (file, best)
    }
    return scored.sorted { $0.distance < $1.distance }.prefix(3).map(\.name)
  }

  private static func lastPart(of name: String) -> Substring {
    name[(name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex)...]
  }

  /// How many letters are to be put in, taken out or changed; nil for more than a limit.
  static func distance(_ a: [UInt8], _ b: [UInt8], atMost limit: Int) -> Int? {
    if abs(a.count - b.count) > limit { return nil }
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let change = diagonal + (x == y ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(change, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[b.count] <= limit ? row[b.count] : nil
  }
}
