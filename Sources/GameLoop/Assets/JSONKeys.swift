/// The order of the keys of an object in JSON, which a decoder forgets and some files mean something by.
nonisolated enum JSONKeys {
  /// The keys of the object that is the value of a key of the outermost object, in the order of the file and as
  /// they are written there: with their escapes.
  ///
  /// - Parameter bytes: JSON that a decoder has taken.
  static func inOrder(ofObjectAt outer: String, in bytes: [UInt8]) -> [String] {
    var keys: [String] = []
    var depth = 0
    var isInside = false
    var index = 0
    var lastString = ""
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        let end = endOfString(bytes, after: index)
        lastString = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
        index = end
      case UInt8(ascii: ":"):
        if depth == 1 { isInside = lastString == outer }
        if depth == 2 && isInside { keys.append(lastString) }
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      index += 1
    }
    return keys
  }

  /// Where the quotation mark is that ends a string.
  private static func endOfString(_ bytes: [UInt8], after start: Int) -> Int {
    var index = start + 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(index, bytes.count)
  }
}
