/// A way through a text in JSON that knows what a decoder forgets: the order of keys, and where things stand.
nonisolated struct JSONWalk {
  enum Step: Equatable {
    /// As it is written: with its escapes.
    case key(String)
    case index(Int)
  }

  /// Tells where each value begins, in the order of the text, those that hold others first.
  typealias Visit = (_ path: [Step], _ offset: Int) -> Void

  private struct Malformed: Error {}

  private let bytes: [UInt8]
  private let visit: Visit
  private var index = 0
  private var path: [Step] = []

  /// More levels than this are refused, as by the decoder.
  private static let deepest = 512

  private init(_ bytes: [UInt8], _ visit: @escaping Visit) {
    self.bytes = bytes
    self.visit = visit
  }

  /// Goes through a text.
  ///
  /// - Returns: where it stops being JSON; nil if it is JSON to its end.
  @discardableResult
  static func through(_ bytes: [UInt8], _ visit: @escaping Visit = { _, _ in }) -> Int? {
    var walk = JSONWalk(bytes, visit)
    do {
      try walk.value()
      walk.space()
      return walk.index == bytes.count ? nil : walk.index
    } catch {
      return min(walk.index, bytes.count)
    }
  }

  /// The keys of the object at a key of the outermost one, in the order of the text.
  static func keys(ofObjectAt outer: String, in bytes: [UInt8]) -> [String] {
    var keys: [String] = []
    through(bytes) { path, _ in
      if path.count == 2, path[0] == .key(outer), case .key(let key) = path[1] { keys.append(key) }
    }
    return keys
  }

  /// Where a value begins; nil where there is none.
  static func offset(of wanted: [Step], in bytes: [UInt8]) -> Int? {
    var found: Int?
    through(bytes) { path, offset in
      if found == nil && path == wanted { found = offset }
    }
    return found
  }

  // MARK: The grammar

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func space() {
    while let next, [0x20, 0x09, 0x0a, 0x0d].contains(next) { index += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) throws(Malformed) {
    space()
    guard next == UInt8(ascii: character) else { throw Malformed() }
    index += 1
  }

  private mutating func takes(_ character: Unicode.Scalar) -> Bool {
    space()
    if next != UInt8(ascii: character) { return false }
    index += 1
    return true
  }

  private mutating func value() throws(Malformed) {
    space()
    guard path.count <= Self.deepest else { throw Malformed() }
    visit(path, index)
    switch next.map({ Unicode.Scalar($0) }) {
    case "{": try object()
    case "[": try array()
    case "\"": _ = try string()
    default: try word()
    }
  }

  private mutating func object() throws(Malformed) {
    index += 1
    if takes("}") { return }
    repeat {
      space()
      path.append(.key(try string()))
      try take(":")
      try value()
      path.removeLast()
    } while takes(",")
    try take("}")
  }

  private mutating func array() throws(Malformed) {
    index += 1
    if takes("]") { return }
    var number = 0
    repeat {
      path.append(.index(number))
      try value()
      path.removeLast()
      number += 1
    } while takes(",")
    try take("]")
  }

  private mutating func string() throws(Malformed) -> String {
    guard next == UInt8(ascii: "\"") else { throw Malformed() }
    let start = index + 1
    index = start
    while let next, next != UInt8(ascii: "\""), next >= 0x20 {
      index += next == UInt8(ascii: "\\") ? 2 : 1
    }
    guard next == UInt8(ascii: "\"") else { throw Malformed() }
    index += 1
    return String(decoding: bytes[start..<(index - 1)], as: UTF8.self)
  }

  /// A number, or true, false or null.
  private mutating func word() throws(Malformed) {
    let start = index
    while let next,
      "+-.".utf8.contains(next) || Character(Unicode.Scalar(next)).isLetter
        || Character(Unicode.Scalar(next)).isNumber
    {
      index += 1
    }
    let word = String(decoding: bytes[start..<index], as: UTF8.self)
    if !["true", "false", "null"].contains(word) && Double(word) == nil {
      index = start
      throw Malformed()
    }
  }
}
