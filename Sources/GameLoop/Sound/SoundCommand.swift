/// How a sound is heard.
public nonisolated struct SoundMix: Sendable, Hashable {
  /// From 0 to 1, with all that it is multiplied with.
  public var volume: Float
  /// From -1, left, to 1, right.
  public var pan: Float
  /// How many times as fast, and as high.
  public var pitch: Float

  public init(volume: Float = 1, pan: Float = 0, pitch: Float = 1) {
    self.volume = volume
    self.pan = pan
    self.pitch = pitch
  }
}

/// Names a sound that is being played.
public nonisolated struct VoiceID: Sendable, Hashable {
  /// Never used again.
  public let number: Int

  public init(number: Int) { self.number = number }

  /// Which of a host's channels it is played on. Nothing else is there meanwhile.
  public var channel: Int { number % Self.channels }

  /// How many sounds can be heard at a time.
  public static let channels = 64
}

/// One thing to be heard, as plain values.
public nonisolated enum SoundCommand: Sendable, Hashable {
  /// Begins a sound; one that loops is repeated until it is stopped.
  case play(AssetID, as: VoiceID, SoundMix, loops: Bool)
  case change(VoiceID, SoundMix)
  case pause(VoiceID)
  case resume(VoiceID)
  /// Ends it. Comes once for each that began, also when it has ended by itself.
  case stop(VoiceID)
}

/// What became of music that a host plays.
public nonisolated enum MusicEvent: Sendable, Hashable {
  /// It was silent for a moment, because it had not been decoded in time; then it went on where it was.
  case late(VoiceID)
  /// Its file is broken, for a reason in words: what could be decoded has been heard, and there is no more.
  case broken(VoiceID, String)
}
