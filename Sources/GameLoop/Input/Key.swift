/// A key, named by what is printed on it on an American keyboard: games are played by position.
/// The raw value is its usage in the USB keyboard page, which is also SDL's scancode.
public nonisolated struct Key: RawRepresentable, Hashable, Sendable {
  public let rawValue: UInt16

  @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }
}

nonisolated extension Key {
  /// A letter key, `Key.letter("w")`: a letter from a to z.
  public static func letter(_ letter: Character) -> Key {
    guard let value = letter.lowercased().first?.asciiValue, (97...122).contains(value) else {
      preconditionFailure("Key.letter takes a letter from a to z, not \(letter)")
    }
    return Key(rawValue: UInt16(value - 97 + 4))
  }

  /// A digit key of the main block, 0 to 9.
  public static func digit(_ digit: Int) -> Key {
    precondition((0...9).contains(digit), "Key.digit takes 0 to 9, not \(digit)")
    return Key(rawValue: UInt16(digit == 0 ? 39 : 29 + digit))
  }

  /// A function key, 1 to 12.
  public static func function(_ number: Int) -> Key {
    precondition((1...12).contains(number), "Key.function takes 1 to 12, not \(number)")
    return Key(rawValue: UInt16(57 + number))
  }

  public static let enter = Key(rawValue: 40)
  public static let escape = Key(rawValue: 41)
  public static let backspace = Key(rawValue: 42)
  public static let tab = Key(rawValue: 43)
  public static let space = Key(rawValue: 44)
  public static let pause = Key(rawValue: 72)
  public static let home = Key(rawValue: 74)
  public static let pageUp = Key(rawValue: 75)
  public static let delete = Key(rawValue: 76)
  public static let end = Key(rawValue: 77)
  public static let pageDown = Key(rawValue: 78)
  public static let right = Key(rawValue: 79)
  public static let left = Key(rawValue: 80)
  public static let down = Key(rawValue: 81)
  public static let up = Key(rawValue: 82)
  public static let keypadEnter = Key(rawValue: 88)
  public static let leftControl = Key(rawValue: 224)
  public static let leftShift = Key(rawValue: 225)
  public static let leftAlt = Key(rawValue: 226)
  public static let rightControl = Key(rawValue: 228)
  public static let rightShift = Key(rawValue: 229)
  public static let rightAlt = Key(rawValue: 230)
}
