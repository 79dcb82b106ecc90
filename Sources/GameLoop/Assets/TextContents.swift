import FoundationEssentials

/// What is wrong inside of a text, and where.
nonisolated struct TextError: Error, CustomStringConvertible {
  let description: String
}

/// The contents of a file as text.
nonisolated enum TextContents {
  /// Takes the bytes for UTF-8. A byte order mark at the beginning is left out.
  static func text(of bytes: [UInt8]) throws -> String {
    let bytes = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes[3...] : bytes[...]
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw TextError(description: "line \(lineOfFirstError(in: bytes)) is not UTF-8")
    }
    return text
  }

  private static func lineOfFirstError(in bytes: ArraySlice<UInt8>) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var line = 1
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      if scalar == "\n" { line += 1 }
    }
    return line
  }

  /// Takes the bytes for a value in JSON.
  static func value<Value: Decodable>(_ type: Value.Type, of bytes: [UInt8]) throws -> Value {
    let text = try text(of: bytes)
    if text.allSatisfy(\.isWhitespace) { throw TextError(description: "the file is empty") }
    do {
      return try JSONDecoder().decode(type, from: Data(text.utf8))
    } catch let error as DecodingError {
      throw TextError(description: reason(error))
    }
  }

  /// What a decoder says, in a line: where it is known, the line of the file, else the path of the value in it.
  private static func reason(_ error: DecodingError) -> String {
    switch error {
    case .dataCorrupted(let context):
      guard context.codingPath.isEmpty, let cause = context.underlyingError else {
        return "\(path(context.codingPath)): \(context.debugDescription)"
      }
      return "\(words(of: cause) ?? context.debugDescription)"
    case .keyNotFound(let key, let context):
      return "\(path(context.codingPath)) has no \"\(key.stringValue)\""
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return "\(path(context.codingPath)): \(context.debugDescription)"
    @unknown default: return "\(error)"
    }
  }

  private static func words(of cause: any Error) -> String? {
    (cause as? CocoaError)?.userInfo["NSDebugDescription"] as? String
  }

  /// `levels[2].name`, or what stands for the whole file.
  private static func path(_ keys: [any CodingKey]) -> String {
    if keys.isEmpty { return "the file" }
    return keys.reduce(into: "") { path, key in
      if let index = key.intValue {
        path += "[\(index)]"
      } else {
        path += path.isEmpty ? key.stringValue : ".\(key.stringValue)"
      }
    }
  }
}
