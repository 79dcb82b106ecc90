/// What is in one cell of a map: a tile of its sets, perhaps mirrored or turned, or nothing.
///
/// Numbered as Tiled does: 1 is the first tile of the first set, 0 is nothing.
public nonisolated struct Tile: Sendable, Hashable {
  /// The number, and above it a bit for each way of turning it.
  public var rawValue: UInt32

  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

  @inlinable public init(_ number: Int) { self.init(rawValue: UInt32(number) & Self.numberBits) }

  @inlinable public static var empty: Tile { Tile(rawValue: 0) }

  /// From 1 over all sets of the map; 0 is nothing.
  @inlinable public var number: Int { Int(rawValue & Self.numberBits) }
  @inlinable public var isEmpty: Bool { number == 0 }

  /// The tile as it is seen in a mirror: left is right.
  @inlinable public var mirroredAcross: Tile { Tile(rawValue: rawValue ^ Self.acrossBit) }
  /// The tile upside down: top is bottom.
  @inlinable public var mirroredDown: Tile { Tile(rawValue: rawValue ^ Self.downBit) }
  /// The tile mirrored in the line from its upper left to its lower right: rows are columns.
  @inlinable public var mirroredDiagonally: Tile {
    // Done before the other two, which then change places.
    let swapped =
      rawValue & ~(Self.acrossBit | Self.downBit)
      | (rawValue & Self.acrossBit != 0 ? Self.downBit : 0)
      | (rawValue & Self.downBit != 0 ? Self.acrossBit : 0)
    return Tile(rawValue: swapped ^ Self.diagonalBit)
  }

  @inlinable public var isUpright: Bool { rawValue & Self.turnBits == 0 }

  /// How it is drawn: first mirrored, then turned.
  @inlinable var pose: (isMirroredAcross: Bool, isMirroredDown: Bool, quarterTurns: Int) {
    let (across, down) = (rawValue & Self.acrossBit != 0, rawValue & Self.downBit != 0)
    guard rawValue & Self.diagonalBit != 0 else { return (across, down, 0) }
    return switch (across, down) {
    case (false, false): (false, true, 1)
    case (true, false): (false, false, 1)
    case (false, true): (false, false, 3)
    case (true, true): (true, false, 1)
    }
  }

  @inlinable static var acrossBit: UInt32 { 0x8000_0000 }
  @inlinable static var downBit: UInt32 { 0x4000_0000 }
  @inlinable static var diagonalBit: UInt32 { 0x2000_0000 }
  /// With the bit that Tiled keeps for maps of hexagons.
  @inlinable static var turnBits: UInt32 { 0xf000_0000 }
  @inlinable static var numberBits: UInt32 { 0x0fff_ffff }
}
