nonisolated extension Color {
  public static let white = Color(0xffffff)
  public static let black = Color(0x000000)
  public static let clear = Color(0x000000, alpha: 0)

  public static let gray = Color(0x808080)
  public static let lightGray = Color(0xc0c0c0)
  public static let darkGray = Color(0x404040)
  public static let red = Color(0xe83b3b)
  public static let orange = Color(0xf58a1f)
  public static let yellow = Color(0xf9d949)
  public static let green = Color(0x4caf50)
  public static let teal = Color(0x2aa198)
  public static let cyan = Color(0x3fd0e0)
  public static let blue = Color(0x3b6fe8)
  public static let navy = Color(0x1b2a55)
  public static let purple = Color(0x8e4ec6)
  public static let magenta = Color(0xe040c0)
  public static let pink = Color(0xf59ac0)
  public static let brown = Color(0x8b5a2b)
}

/// A colour is written as text: "#ff8800", or "#ff880080" with its opacity.
nonisolated extension Color: Codable, LosslessStringConvertible {
  /// A colour of three, four, six or eight hexadecimal digits, with or without a `#` before them: red,
  /// green, blue and, if there are four or eight, opacity. Nil is something else.
  public init?(_ description: String) {
    var digits = description.utf8[...]
    if digits.first == UInt8(ascii: "#") { digits = digits.dropFirst() }
    var number: UInt32 = 0
    let isShort = digits.count <= 4
    guard [3, 4, 6, 8].contains(digits.count) else { return nil }
    for digit in digits {
      guard let value = Character(UnicodeScalar(digit)).hexDigitValue else { return nil }
      number = number << 4 | UInt32(value)
      if isShort { number = number << 4 | UInt32(value) }
    }
    if digits.count == 3 || digits.count == 6 {
      self.init(number)
    } else {
      self.init(number >> 8, alpha: UInt8(truncatingIfNeeded: number))
    }
  }

  public var description: String {
    func hex(_ byte: UInt8) -> String {
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }
    return "#" + hex(red) + hex(green) + hex(blue) + (alpha == 255 ? "" : hex(alpha))
  }

  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let color = Color(text) else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath,
          debugDescription: "\"\(text)\" is no colour: write it like \"#ff8800\""))
    }
    self = color
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
