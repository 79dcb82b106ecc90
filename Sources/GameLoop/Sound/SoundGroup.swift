/// Sounds that are turned down, paused or stopped together: `context.sounds.effects`, or one of a game's own.
///
///     context.sounds.effects.volume = settings.effectsVolume
///     context.sounds.play(click, in: context.sounds.group("menu"))
///
/// Volumes multiply: a voice's, its group's and that of all sounds.
public final class SoundGroup {
  public let name: String
  private unowned let sounds: Sounds

  /// From 0 to 1.
  public var volume: Float = 1 { didSet { volume = volume.clamped(0, 1) } }
  /// Whether nothing of it is heard. What is playing goes on unheard.
  public var isMuted = false
  /// What is paused stays where it is, and what is played meanwhile begins when the pause ends.
  public var isPaused = false

  init(_ name: String, of sounds: Sounds) {
    self.name = name
    self.sounds = sounds
  }

  public func pause() { isPaused = true }
  public func resume() { isPaused = false }

  /// Stops all of it.
  ///
  /// - Parameter time: how long it fades out before.
  public func stop(fadeOut time: Duration = .zero) { sounds.stop(fadeOut: time) { $0 === self } }

  var level: Float { isMuted ? 0 : volume }
}
