import GameLoop

/// A sound or a piece of music that was begun.
public nonisolated struct PlayedSound: Sendable, Hashable {
  /// The asset's.
  public let name: String
  /// As it began.
  public let mix: SoundMix
  public let loops: Bool
  /// The frame it was begun in, counted from 1.
  public let frame: Int
}
