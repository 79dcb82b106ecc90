/// Where the contents of assets come from: a folder, and in time other things.
///
/// Threading: used on job threads, several at once.
public nonisolated protocol AssetSource: Sendable {
  /// The contents of an asset.
  ///
  /// - Throws: why there are none, and where they were looked for.
  func read(_ name: String) throws(AssetError) -> [UInt8]

  /// The folder whose files are the assets, and can be watched for changes; nil where there is none.
  var folder: String? { get }
}

nonisolated extension AssetSource {
  /// Reads and decodes an asset.
  func load<Decoded>(
    _ name: String, isCancelled: () -> Bool, _ decode: ([UInt8]) throws -> Decoded
  ) throws -> Decoded {
    let bytes = try read(name)
    if isCancelled() { throw CancellationError() }
    do {
      return try decode(bytes)
    } catch {
      throw unusable(name, error)
    }
  }

  /// A file was read, and is not what it should be.
  func unusable(_ name: String, _ error: any Error) -> AssetError {
    let place = folder.map { "\($0)/\(name) " } ?? ""
    return AssetError(name: name, reason: "\(place)cannot be used: \(error)")
  }
}
