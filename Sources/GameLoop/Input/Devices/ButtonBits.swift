/// A button with a small number: its place among the others of its kind.
public nonisolated protocol NumberedButton: Hashable, Sendable {
  /// Large enough for every number.
  associatedtype Bits: ButtonBits
  var number: Int { get }
}

/// A set of small numbers, of a fixed size: copying it takes no memory.
public nonisolated protocol ButtonBits: Sendable {
  init()
  var isEmpty: Bool { get }
  subscript(number: Int) -> Bool { get set }
  /// What is in this set and not in the other.
  func subtracting(_ other: Self) -> Self
  mutating func formUnion(_ other: Self)
}

nonisolated extension ButtonBits where Self: FixedWidthInteger {
  public var isEmpty: Bool { self == 0 }

  public subscript(number: Int) -> Bool {
    get { self & (1 << Self(truncatingIfNeeded: number)) != 0 }
    set {
      let bit: Self = 1 << Self(truncatingIfNeeded: number)
      if newValue { self |= bit } else { self &= ~bit }
    }
  }

  public func subtracting(_ other: Self) -> Self { self & ~other }
  public mutating func formUnion(_ other: Self) { self |= other }
}

nonisolated extension UInt8: ButtonBits {}
nonisolated extension UInt32: ButtonBits {}

/// Bits for the keys of a keyboard: 512, as many as SDL has scancodes.
public nonisolated struct KeyBits: ButtonBits {
  private var words = SIMD8<UInt64>()

  /// How many keys there can be.
  public static let capacity = 512

  public init() {}

  public var isEmpty: Bool { words == SIMD8() }

  /// A number beyond the capacity is never in the set.
  public subscript(number: Int) -> Bool {
    get { number < Self.capacity && words[number / 64] & (1 << UInt64(number % 64)) != 0 }
    set {
      guard number < Self.capacity else { return }
      let bit: UInt64 = 1 << UInt64(number % 64)
      if newValue { words[number / 64] |= bit } else { words[number / 64] &= ~bit }
    }
  }

  public func subtracting(_ other: KeyBits) -> KeyBits {
    var result = self
    result.words &= ~other.words
    return result
  }

  public mutating func formUnion(_ other: KeyBits) { words |= other.words }
}
