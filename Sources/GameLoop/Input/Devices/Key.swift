/// A key, named by what is printed on it on an American keyboard: games are played by position.
/// The raw value is its usage in the USB keyboard page, which is also SDL's scancode.
public nonisolated struct Key: RawRepresentable, NumberedButton {
  public let rawValue: UInt16

  @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

  public typealias Bits = KeyBits
  public var number: Int { Int(rawValue) }
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

  /// A function key, 1 to 24.
  public static func function(_ number: Int) -> Key {
    precondition((1...24).contains(number), "Key.function takes 1 to 24, not \(number)")
    return Key(rawValue: UInt16(number <= 12 ? 57 + number : 91 + number))
  }

  /// A digit key of the keypad, 0 to 9.
  public static func keypad(_ digit: Int) -> Key {
    precondition((0...9).contains(digit), "Key.keypad takes 0 to 9, not \(digit)")
    return Key(rawValue: UInt16(digit == 0 ? 98 : 88 + digit))
  }

  public static let enter = Key(rawValue: 40)
  public static let escape = Key(rawValue: 41)
  public static let backspace = Key(rawValue: 42)
  public static let tab = Key(rawValue: 43)
  public static let space = Key(rawValue: 44)

  public static let minus = Key(rawValue: 45)
  public static let equals = Key(rawValue: 46)
  public static let leftBracket = Key(rawValue: 47)
  public static let rightBracket = Key(rawValue: 48)
  public static let backslash = Key(rawValue: 49)

  /// Beside Enter on keyboards with an L-shaped one; elsewhere there is none.
  public static let isoHash = Key(rawValue: 50)

  public static let semicolon = Key(rawValue: 51)
  public static let apostrophe = Key(rawValue: 52)

  /// Below Escape: ` on an American keyboard.
  public static let grave = Key(rawValue: 53)

  public static let comma = Key(rawValue: 54)
  public static let period = Key(rawValue: 55)
  public static let slash = Key(rawValue: 56)
  public static let capsLock = Key(rawValue: 57)

  public static let printScreen = Key(rawValue: 70)
  public static let scrollLock = Key(rawValue: 71)
  public static let pause = Key(rawValue: 72)
  public static let insert = Key(rawValue: 73)
  public static let home = Key(rawValue: 74)
  public static let pageUp = Key(rawValue: 75)
  public static let delete = Key(rawValue: 76)
  public static let end = Key(rawValue: 77)
  public static let pageDown = Key(rawValue: 78)
  public static let right = Key(rawValue: 79)
  public static let left = Key(rawValue: 80)
  public static let down = Key(rawValue: 81)
  public static let up = Key(rawValue: 82)

  public static let numLock = Key(rawValue: 83)
  public static let keypadDivide = Key(rawValue: 84)
  public static let keypadMultiply = Key(rawValue: 85)
  public static let keypadMinus = Key(rawValue: 86)
  public static let keypadPlus = Key(rawValue: 87)
  public static let keypadEnter = Key(rawValue: 88)
  public static let keypadPeriod = Key(rawValue: 99)
  public static let keypadEquals = Key(rawValue: 103)

  /// Beside the left Shift on keyboards that are not American; on those there is none.
  public static let isoBackslash = Key(rawValue: 100)

  /// The key of the context menu.
  public static let menu = Key(rawValue: 101)

  public static let leftControl = Key(rawValue: 224)
  public static let leftShift = Key(rawValue: 225)
  public static let leftAlt = Key(rawValue: 226)

  /// The key with the system's sign.
  public static let leftSuper = Key(rawValue: 227)

  public static let rightControl = Key(rawValue: 228)
  public static let rightShift = Key(rawValue: 229)
  public static let rightAlt = Key(rawValue: 230)
  public static let rightSuper = Key(rawValue: 231)
}
