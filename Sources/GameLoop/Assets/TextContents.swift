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

  /// The bytes as they are.
  static func notEmpty(_ bytes: [UInt8]) throws -> [UInt8] {
    if bytes.isEmpty { throw TextError(description: "the file is empty") }
    return bytes
  }

  /// Takes the bytes for a value in JSON.
  static func value<Value: Decodable>(_ type: Value.Type, of bytes: [UInt8]) throws -> Value {
    let text = try text(of: bytes)
    if text.allSatisfy(\.isWhitespace) { throw TextError(description: "the file is empty") }
    do {
      return try JSONDecoder().decode(type, from: Data(text.utf8))
    } catch let error as DecodingError {
      throw TextError(description: reason(error, in: Array(text.utf8)))
    }
  }

  /// What a decoder says, in a line, with the line of the file.
  private static func reason(_ error: DecodingError, in bytes: [UInt8]) -> String {
    if let offset = JSONWalk.through(bytes) {
      return "line \(line(of: offset, in: bytes)) is not JSON"
    }
    switch error {
    case .keyNotFound(let key, let context):
      return "\(place(context.codingPath, bytes)) has no \"\(key.stringValue)\""
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      return "\(place(context.codingPath, bytes)): \(context.debugDescription)"
    @unknown default: return "\(error)"
    }
  }

  /// The line and the path of a value.
  private static func place(_ keys: [any CodingKey], _ bytes: [UInt8]) -> String {
    let steps = keys.map { key in
      key.intValue.map { JSONWalk.Step.index($0) } ?? .key(key.stringValue)
    }
    guard !keys.isEmpty, let offset = JSONWalk.offset(of: steps, in: bytes) else {
      return path(keys)
    }
    return "line \(line(of: offset, in: bytes)): \(path(keys))"
  }

  private static func line(of offset: Int, in bytes: [UInt8]) -> Int {
    bytes[..<offset].count { $0 == 0x0a } + 1
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
