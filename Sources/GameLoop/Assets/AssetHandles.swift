/// A picture. It can be drawn at once: until it is there, or when it cannot be, a placeholder is seen.
public final class Texture: Asset {
  /// In pixels. Before the picture is there this is the placeholder's size.
  public internal(set) var size: Vector {
    get { pixelSize }
    set { pixelSize = newValue }
  }

  // Of this module alone, so that reading them for every sprite is just that.
  var pixelSize = Vector(16, 16)
  let number: Int32

  package required init(name: String, id: AssetID) {
    number = Int32(truncatingIfNeeded: id.number)
    super.init(name: name, id: id)
  }

  /// One that is there.
  package convenience init(name: String, id: AssetID, size: Vector) {
    self.init(name: name, id: id)
    pixelSize = size
    state = .ready
  }
}

/// A short sound, held in memory as the device plays it: 10 MB for a minute. Played before it is there, or
/// without a sound device, it is silent.
public final class Sound: Asset {
  /// Zero until it is there.
  public internal(set) var length = Duration.zero
}

/// A piece of music, for `context.sounds.music`. Its file is held in memory as it is, and decoded on job threads while
/// it plays, some seconds ahead of what is heard: that takes less than a megabyte for each piece that plays. So two
/// pieces can be heard at a time and fade into each other, and playing never reads a file.
///
/// Where the job threads have had no time for longer than that there is silence, and then the music goes on where it
/// was: `FrameStatistics.musicGaps` counts that. Of a file that is broken in its middle, what comes before is heard; then
/// that is reported and the music ends.
public final class Music: Asset {
  /// Zero until it is there.
  public internal(set) var length = Duration.zero
}

/// A text, or what was made of one: see `AssetLoader.text` and `AssetLoader.json`.
public final class Document<Value: Sendable>: Asset {
  /// Nil until it is there.
  public internal(set) var value: Value?
}
