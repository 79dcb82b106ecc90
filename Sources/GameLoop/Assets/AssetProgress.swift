/// How many of the assets that were asked for are there.
public nonisolated struct AssetProgress: Sendable, Equatable {
  public internal(set) var total = 0
  /// Ready or failed.
  public internal(set) var finished = 0
  /// The names of those that could not be loaded.
  public internal(set) var failed: [String] = []

  public var isComplete: Bool { finished == total }

  /// From 0 to 1.
  public var fraction: Float { total == 0 ? 1 : Float(finished) / Float(total) }
}
