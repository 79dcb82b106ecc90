/// Reads bindings as JSON, token by token, so that whoever wrote them by hand is told where a mistake is.
///
/// (Foundation's decoder knows the place of a comma that is missing, not of a name that is wrong.)
nonisolated struct BindingsText {
  private let text: [Unicode.Scalar]
  private let file: String
  private var index = 0

  init(_ text: String, file: String) {
    self.text = Array(text.unicodeScalars)
    self.file = file
  }

  consuming func bindings() throws(BindingsError) -> Bindings {
    var bindings = Bindings()
    try expect("{", "the bindings begin with \"{\"")
    if !take("}") {
      repeat {
        let place = nextPlace()
        let action = Action(rawValue: try string("an action's name in quotation marks"))
        if bindings[action] != nil {
          throw error("\"\(action)\" is bound for the second time", at: place)
        }
        try expect(":", "after an action's name comes \":\"")
        bindings[action] = try list()
      } while take(",")
      try expect("}", "after an action comes \",\" and the next, or \"}\"")
    }
    let rest = nextPlace()
    guard rest == text.count else { throw error("nothing comes after the last \"}\"", at: rest) }
    return bindings
  }

  private mutating func list() throws(BindingsError) -> [Binding] {
    try expect("[", "an action has a list of keys and buttons, as [\"space\", \"pad south\"]")
    if take("]") { return [] }
    var list: [Binding] = []
    repeat { list.append(try binding()) } while take(",")
    try expect("]", "after a key or button comes \",\" and the next, or \"]\"")
    return list
  }

  private mutating func binding() throws(BindingsError) -> Binding {
    let place = nextPlace()
    let name = try string("a key or button in quotation marks, as \"space\" or \"pad south\"")
    do throws(Misnomer) {
      return try Binding(name: name)
    } catch {
      throw self.error(error.reason, at: place)
    }
  }

  // MARK: Tokens

  private mutating func nextPlace() -> Int {
    while index < text.count, [" ", "\t", "\r", "\n"].contains(text[index]) { index += 1 }
    return index
  }

  private mutating func take(_ token: Unicode.Scalar) -> Bool {
    let place = nextPlace()
    guard place < text.count, text[place] == token else { return false }
    index += 1
    return true
  }

  private mutating func expect(_ token: Unicode.Scalar, _ rule: String) throws(BindingsError) {
    if !take(token) { throw error("\(rule), not \(found)", at: index) }
  }

  private mutating func string(_ what: String) throws(BindingsError) -> String {
    let begin = nextPlace()
    guard take("\"") else { throw error("here comes \(what), not \(found)", at: begin) }
    var string = String.UnicodeScalarView()
    while index < text.count, text[index] != "\"" {
      guard text[index].value >= 32 else { break }
      string.append(text[index] == "\\" ? try escaped() : text[index])
      index += 1
    }
    guard index < text.count, text[index] == "\"" else {
      throw error("the quotation mark is not closed on this line", at: begin)
    }
    index += 1
    return String(string)
  }

  /// Leaves the index at the last character of it.
  private mutating func escaped() throws(BindingsError) -> Unicode.Scalar {
    let begin = index
    index += 1
    guard index < text.count else { throw error("a \\ is followed by something", at: begin) }
    switch text[index] {
    case "\"", "\\", "/": return text[index]
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u":
      let first = try hexadecimal(begin)
      guard (0xD800..<0xDC00).contains(first) else { return try scalar(first, begin) }
      guard index + 2 < text.count, text[index + 1] == "\\", text[index + 2] == "u" else {
        throw error("a \\u of D800 to DBFF is followed by another \\u", at: begin)
      }
      index += 2
      let second = try hexadecimal(begin)
      guard (0xDC00..<0xE000).contains(second) else {
        throw error("the second \\u of a character is DC00 to DFFF", at: begin)
      }
      return try scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00), begin)
    default: throw error("\\\(text[index]) means nothing: a \\ itself is \\\\", at: begin)
    }
  }

  /// The four digits after the index.
  private mutating func hexadecimal(_ begin: Int) throws(BindingsError) -> UInt32 {
    var number: UInt32 = 0
    for _ in 0..<4 {
      index += 1
      guard index < text.count, let digit = Character(text[index]).hexDigitValue else {
        throw error("a \\u is followed by four hexadecimal digits", at: begin)
      }
      number = number * 16 + UInt32(digit)
    }
    return number
  }

  private func scalar(_ number: UInt32, _ begin: Int) throws(BindingsError) -> Unicode.Scalar {
    guard let scalar = Unicode.Scalar(number) else {
      throw error("the \\u is half of a character", at: begin)
    }
    return scalar
  }

  // MARK: Errors

  private var found: String {
    index < text.count ? "\"\(text[index])\"" : "the end of the file"
  }

  private func error(_ reason: String, at index: Int) -> BindingsError {
    let before = text[..<min(index, text.count)]
    let line = 1 + before.count { $0 == "\n" }
    let column = 1 + before.reversed().prefix { $0 != "\n" }.count
    return BindingsError(file: file, line: line, column: column, reason: reason)
  }

  // MARK: Writing

  static func quoted(_ string: String) -> String {
    var quoted = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case let control where control.value < 32:
        let digits = String(control.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
