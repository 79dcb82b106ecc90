import TaskQueues

/// Where one voice is played, and how far it is. What it does comes out as commands, when the frame is presented.
///
///     free ─▶ waiting ─▶ starting ─▶ playing ─▶ ringing ─▶ stopped ─▶ free
///
/// It waits for its sound where that is still loading, and rings where its time is over while a device may still
/// be playing the end of it.
struct VoiceSlot {
  enum Phase { case free, waiting, starting, playing, ringing, stopped }

  private(set) var phase = Phase.free
  private(set) var number = 0
  private(set) var asset: Asset?
  private(set) var group: SoundGroup?
  private(set) var loops = false
  /// As the game has it.
  var mix = SoundMix()
  var isPaused = false

  private var fade: Fade?
  private var stopsAfterFade = false
  /// Of the sound, in seconds.
  private var left = 0.0
  private var sent = SoundMix()
  private var isSentPaused = false

  /// How long a device takes to play what it was given, generously. Music may have been late.
  private var ringing: Double { asset is Music ? 3 : 0.25 }

  var isFree: Bool { phase == .free }
  var isHeard: Bool { phase == .waiting || phase == .starting || phase == .playing }
  /// Whether it is the one to give way when there are too many.
  var mayGiveWay: Bool { phase == .ringing || (phase == .playing && !loops) }

  // MARK: What the game does

  mutating func begin(
    _ asset: Asset, as number: Int, in group: SoundGroup, _ mix: SoundMix, loops: Bool
  ) {
    self = VoiceSlot()
    phase = .waiting
    self.number = number
    self.asset = asset
    self.group = group
    self.mix = mix
    self.loops = loops
  }

  mutating func stop() {
    switch phase {
    case .waiting, .starting: self = VoiceSlot()
    case .playing, .ringing: phase = .stopped
    case .free, .stopped: break
    }
  }

  mutating func fadeOut(over time: Duration) {
    if phase == .ringing { return }
    guard phase == .playing, time > .zero else { return stop() }
    fade = Fade(start: fade?.level ?? 1, end: 0, length: time.seconds)
    stopsAfterFade = true
  }

  mutating func fadeIn(over time: Duration) {
    guard isHeard, time > .zero else { return }
    fade = Fade(start: 0, end: 1, length: time.seconds)
    stopsAfterFade = false
  }

  // MARK: What comes of it

  /// Moves on by some seconds, and says what is to be heard.
  mutating func advance(
    by seconds: Double, level: Float, isPaused all: Bool, _ say: (SoundCommand) -> Void
  ) {
    let id = VoiceID(number: number)
    let pauses = isPaused || all || group?.isPaused ?? false
    if phase == .waiting { awaitSound() }
    switch phase {
    case .free, .waiting: break
    case .starting:
      guard let asset, !pauses else { return }
      sent = currentMix(level)
      say(.play(asset.id, as: id, sent, loops: loops))
      phase = .playing
    case .playing:
      if pauses != isSentPaused { say(pauses ? .pause(id) : .resume(id)) }
      isSentPaused = pauses
      if !pauses { play(on: seconds) }
      if phase == .playing, currentMix(level) != sent {
        sent = currentMix(level)
        say(.change(id, sent))
      }
    case .ringing:
      left -= seconds
      if left < 1e-9 { phase = .stopped }
    case .stopped: break
    }
    if phase == .stopped {
      say(.stop(id))
      self = VoiceSlot()
    }
  }

  private mutating func awaitSound() {
    switch asset?.state {
    case .ready:
      left = length.seconds
      phase = .starting
    case .loading where loops: break
    // A shot that comes late is worse than none.
    case .loading, .failed, nil: self = VoiceSlot()
    }
  }

  private var length: Duration {
    switch asset {
    case let sound as Sound: sound.length
    case let music as Music: music.length
    default: .zero
    }
  }

  private mutating func play(on seconds: Double) {
    fade?.elapsed += seconds
    if let fade, fade.isOver {
      self.fade = nil
      if stopsAfterFade { phase = .stopped }
    }
    if loops || phase == .stopped { return }
    left -= seconds * Double(mix.pitch)
    // Seconds that were added up are not quite what they were.
    if left < 1e-9 {
      phase = .ringing
      left = ringing
    }
  }

  private func currentMix(_ level: Float) -> SoundMix {
    var mix = mix
    mix.volume *= (group?.level ?? 1) * level * (fade?.level ?? 1)
    return mix
  }
}
