nonisolated extension Key: CustomStringConvertible {
  /// What the key is called in files and menus: "space", "left shift", "a", "keypad 5".
  public var description: String { Self.names[self] ?? "key \(rawValue)" }

  /// The key that is called so.
  init?(name: String) {
    if let key = Self.keys[name] {
      self = key
    } else if name.hasPrefix("key "), let number = UInt16(name.dropFirst(4)),
      Int(number) < Bits.capacity
    {
      self = Key(rawValue: number)
    } else {
      return nil
    }
  }

  /// Every key that has a name, with it.
  static let named: [(key: Key, name: String)] =
    "abcdefghijklmnopqrstuvwxyz".map { (.letter($0), String($0)) }
    + (0...9).map { (.digit($0), "\($0)") }
    + (1...24).map { (.function($0), "f\($0)") }
    + (0...9).map { (.keypad($0), "keypad \($0)") }
    + namedByWords

  private static let names = Dictionary(
    uniqueKeysWithValues: named.lazy.map { ($0.key, $0.name) })
  private static let keys = Dictionary(uniqueKeysWithValues: named.lazy.map { ($0.name, $0.key) })

  private static let namedByWords: [(key: Key, name: String)] = [
    (.enter, "enter"),
    (.escape, "escape"),
    (.backspace, "backspace"),
    (.tab, "tab"),
    (.space, "space"),
    (.minus, "minus"),
    (.equals, "equals"),
    (.leftBracket, "left bracket"),
    (.rightBracket, "right bracket"),
    (.backslash, "backslash"),
    (.isoHash, "iso hash"),
    (.semicolon, "semicolon"),
    (.apostrophe, "apostrophe"),
    (.grave, "grave"),
    (.comma, "comma"),
    (.period, "period"),
    (.slash, "slash"),
    (.capsLock, "caps lock"),
    (.printScreen, "print screen"),
    (.scrollLock, "scroll lock"),
    (.pause, "pause"),
    (.insert, "insert"),
    (.home, "home"),
    (.pageUp, "page up"),
    (.delete, "delete"),
    (.end, "end"),
    (.pageDown, "page down"),
    (.right, "right"),
    (.left, "left"),
    (.down, "down"),
    (.up, "up"),
    (.numLock, "num lock"),
    (.keypadDivide, "keypad divide"),
    (.keypadMultiply, "keypad multiply"),
    (.keypadMinus, "keypad minus"),
    (.keypadPlus, "keypad plus"),
    (.keypadEnter, "keypad enter"),
    (.keypadPeriod, "keypad period"),
    (.keypadEquals, "keypad equals"),
    (.isoBackslash, "iso backslash"),
    (.menu, "menu"),
    (.leftControl, "left control"),
    (.leftShift, "left shift"),
    (.leftAlt, "left alt"),
    (.leftSuper, "left super"),
    (.rightControl, "right control"),
    (.rightShift, "right shift"),
    (.rightAlt, "right alt"),
    (.rightSuper, "right super"),
  ]
}
