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

/// A group is not complete: says of every asset that failed what is wrong with it.
public nonisolated struct AssetGroupError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The group's name.
  public let group: String
  /// In the order they were asked for.
  public let failures: [AssetError]

  public var description: String {
    let lines = failures.map { "\n  \($0)" }.joined()
    return
      "\(group): \(failures.count == 1 ? "an asset" : "\(failures.count) assets") failed:\(lines)"
  }
}
