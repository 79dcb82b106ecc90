/// The music of a game: one piece at a time, or two that fade into each other.
///
///     let theme = context.assets.music("theme.ogg")
///     context.sounds.music.play(theme)
///     …
///     context.sounds.music.crossFade(to: battle, over: .seconds(2))
///
/// Music may be asked for while it is still loading: it begins when it is there, and what is playing goes on until
/// then. Music that cannot be loaded is not heard.
public final class MusicPlayer {
  /// Volume, mute and pause.
  public let group: SoundGroup
  private unowned let sounds: Sounds
  /// Not a `Voice`, which would keep the sounds that keep this.
  private var voiceID: VoiceID?
  private var next: (music: Music, loops: Bool, fadeOut: Duration, fadeIn: Duration)?

  /// What is playing, or will when it is there.
  public private(set) var current: Music?

  init(_ group: SoundGroup, of sounds: Sounds) {
    self.group = group
    self.sounds = sounds
  }

  private var voice: Voice? { voiceID.map { Voice(id: $0, sounds: sounds) } }

  public var isPlaying: Bool { next != nil || voice?.isPlaying ?? false }

  /// From 0 to 1.
  public var volume: Float {
    get { group.volume }
    set { group.volume = newValue }
  }

  public var isMuted: Bool {
    get { group.isMuted }
    set { group.isMuted = newValue }
  }

  public var isPaused: Bool { group.isPaused }
  public func pause() { group.pause() }
  public func resume() { group.resume() }

  /// Plays a piece in place of what is playing.
  ///
  /// - Parameter fadeIn: how long it takes to be as loud as it is.
  public func play(_ music: Music, loops: Bool = true, fadeIn: Duration = .zero) {
    begin(music, loops: loops, fadeOut: .zero, fadeIn: fadeIn)
  }

  /// Turns what is playing down, and at the same time another piece up.
  public func crossFade(to music: Music, over time: Duration, loops: Bool = true) {
    begin(music, loops: loops, fadeOut: time, fadeIn: time)
  }

  public func stop(fadeOut time: Duration = .zero) {
    voice?.fadeOut(over: time)
    (voiceID, next, current) = (nil, nil, nil)
  }

  private func begin(_ music: Music, loops: Bool, fadeOut: Duration, fadeIn: Duration) {
    next = (music, loops, fadeOut, fadeIn)
    current = music
    beginNext()
  }

  /// Begins what was asked for, where it is there by now.
  func beginNext() {
    guard let next, !next.music.isLoading else { return }
    self.next = nil
    voice?.fadeOut(over: next.fadeOut)
    voiceID = sounds.begin(next.music, in: group, SoundMix(), loops: next.loops).id
    voice?.fadeIn(over: next.fadeIn)
  }
}
