/// A sound that is being played, or was.
///
///     let engine = context.sounds.play(humming, loops: true)
///     engine.pitch = 1 + speed / 400
///     engine.fadeOut(over: .seconds(1))
///
/// A voice that has ended can still be told everything, and nothing happens.
public struct Voice {
  let id: VoiceID
  let sounds: Sounds

  /// Whether it has not ended. In game terms: it ends after the sound's length, whether anybody hears it or not.
  /// One that loops waits for its sound, where that is still loading, and counts as playing.
  public var isPlaying: Bool { sounds.slot(of: id).map { sounds.slots[$0].isHeard } ?? false }

  /// From 0 to 1.
  public var volume: Float {
    get { self[\.mix.volume] ?? 0 }
    nonmutating set { set(\.mix.volume, newValue.clamped(0, 1)) }
  }

  /// From -1, left, to 1, right. To one side, the other is turned down.
  public var pan: Float {
    get { self[\.mix.pan] ?? 0 }
    nonmutating set { set(\.mix.pan, newValue.clamped(-1, 1)) }
  }

  /// How many times as fast, and as high: from 0.25 to 4.
  public var pitch: Float {
    get { self[\.mix.pitch] ?? 1 }
    nonmutating set { set(\.mix.pitch, newValue.clamped(0.25, 4)) }
  }

  /// A voice that is paused stays where it is.
  public var isPaused: Bool {
    get { self[\.isPaused] ?? false }
    nonmutating set { set(\.isPaused, newValue) }
  }

  public func stop() { sounds.slot(of: id).map { sounds.slots[$0].stop() } }

  /// Turns the volume down, then stops.
  public func fadeOut(over time: Duration) {
    sounds.slot(of: id).map { sounds.slots[$0].fadeOut(over: time) }
  }

  /// Turns the volume from nothing up to what it is.
  public func fadeIn(over time: Duration) {
    sounds.slot(of: id).map { sounds.slots[$0].fadeIn(over: time) }
  }

  private subscript<Value>(_ path: KeyPath<VoiceSlot, Value>) -> Value? {
    sounds.slot(of: id).map { sounds.slots[$0][keyPath: path] }
  }

  private func set<Value>(_ path: WritableKeyPath<VoiceSlot, Value>, _ value: Value) {
    sounds.slot(of: id).map { sounds.slots[$0][keyPath: path] = value }
  }
}

nonisolated extension Float {
  /// What is no number is the least.
  func clamped(_ least: Float, _ most: Float) -> Float {
    isNaN ? least : min(max(self, least), most)
  }
}
