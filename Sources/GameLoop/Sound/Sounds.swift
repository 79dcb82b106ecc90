import TaskQueues

/// What a game plays: collected while it updates, heard when the frame is presented.
///
///     context.sounds.play(shot, volume: 0.5, pan: -0.3)
///     let engine = context.sounds.play(humming, loops: true)
///     context.sounds.volume = 0.8
///
/// Without a sound device everything is as with one, and nothing is heard: voices end after the length of their
/// sounds in the time of the loop's clock. So a game that waits for a sound to end plays the same everywhere.
///
/// 64 voices can be heard at a time. One more takes the place of the oldest that does not loop; where all of them
/// loop it is not heard.
public final class Sounds {
  /// Of all sounds, from 0 to 1.
  public var volume: Float = 1 { didSet { volume = volume.clamped(0, 1) } }
  /// Whether nothing is to be heard. What is playing goes on unheard.
  public var isMuted = false
  /// What is paused stays where it is, and what is played meanwhile begins when the pause ends.
  public var isPaused = false

  /// Where sounds are played that name no other group.
  public private(set) lazy var effects = group("effects")
  /// Speech.
  public private(set) lazy var voices = group("voices")
  /// One piece at a time, for which `music.group` is the group.
  public private(set) lazy var music = MusicPlayer(group("music"), of: self)

  var slots = Array(repeating: VoiceSlot(), count: VoiceID.channels)
  private var groups: [SoundGroup] = []
  private var loops: [(sound: Sound, voice: VoiceID)] = []
  private var commands: [SoundCommand] = []
  private var lastRound = 0
  private var lastChannel = -1
  private var lastTime: Instant?
  /// How often music was silent because it had not been decoded in time.
  private(set) var musicGaps = 0
  /// The names of broken music that was reported.
  private var reported: Set<String> = []

  init() {}

  // MARK: Playing

  /// Plays a sound.
  ///
  /// - Parameters:
  ///   - volume: from 0 to 1.
  ///   - pan: from -1, left, to 1, right.
  ///   - pitch: how many times as fast, and as high: from 0.25 to 4.
  ///   - loops: whether it is repeated until it is stopped. Then it waits for its sound where that is still
  ///     loading; otherwise a sound that is not there is not heard.
  ///   - group: nil is `effects`.
  @discardableResult
  public func play(
    _ sound: Sound, volume: Float = 1, pan: Float = 0, pitch: Float = 1, loops: Bool = false,
    in group: SoundGroup? = nil
  ) -> Voice {
    let mix = SoundMix(
      volume: volume.clamped(0, 1), pan: pan.clamped(-1, 1), pitch: pitch.clamped(0.25, 4))
    return begin(sound, in: group ?? effects, mix, loops: loops)
  }

  /// Repeats a sound for as long as this is called with true: say every tick whether it is to be heard. It begins
  /// and ends softly.
  public func loop(_ sound: Sound, while isOn: Bool, volume: Float = 1) {
    if let index = loops.firstIndex(where: { $0.sound === sound }) {
      let voice = Voice(id: loops[index].voice, sounds: self)
      if isOn && voice.isPlaying {
        voice.volume = volume
        return
      }
      voice.fadeOut(over: .milliseconds(60))
      loops.remove(at: index)
    }
    guard isOn else { return }
    let voice = play(sound, volume: volume, loops: true)
    voice.fadeIn(over: .milliseconds(30))
    loops.append((sound, voice.id))
  }

  /// Stops everything, music too.
  ///
  /// - Parameter time: how long it fades out before.
  public func stop(fadeOut time: Duration = .zero) {
    music.stop(fadeOut: time)
    stop(fadeOut: time) { _ in true }
  }

  /// The group of a name: always the same.
  public func group(_ name: String) -> SoundGroup {
    if let group = groups.first(where: { $0.name == name }) { return group }
    let group = SoundGroup(name, of: self)
    groups.append(group)
    return group
  }

  // MARK: Voices

  func stop(fadeOut time: Duration, _ isMeant: (SoundGroup) -> Bool) {
    for index in slots.indices {
      if let group = slots[index].group, isMeant(group) { slots[index].fadeOut(over: time) }
    }
  }

  func begin(_ asset: Asset, in group: SoundGroup, _ mix: SoundMix, loops: Bool) -> Voice {
    lastRound += 1
    guard let channel = freeChannel() else {
      // A voice that never was.
      return Voice(id: VoiceID(number: -1), sounds: self)
    }
    lastChannel = channel
    let number = lastRound * VoiceID.channels + channel
    slots[channel].begin(asset, as: number, in: group, mix, loops: loops)
    return Voice(id: VoiceID(number: number), sounds: self)
  }

  /// The one that has been free for long, or else that of the oldest voice which may give way.
  private func freeChannel() -> Int? {
    for step in 1...slots.count {
      let channel = (lastChannel + step) % slots.count
      if slots[channel].isFree { return channel }
    }
    var oldest: Int?
    for channel in slots.indices where slots[channel].mayGiveWay {
      if slots[channel].number < oldest.map({ slots[$0].number }) ?? .max { oldest = channel }
    }
    if let oldest { commands.append(.stop(VoiceID(number: slots[oldest].number))) }
    return oldest
  }

  /// Where a voice is played, while it is.
  func slot(of id: VoiceID) -> Int? {
    guard id.number >= 0, slots[id.channel].number == id.number, !slots[id.channel].isFree else {
      return nil
    }
    return id.channel
  }

  // MARK: For the loop

  /// Moves all voices on to a time of the loop's clock, and has the host play what is new.
  func present(at now: Instant, on host: any Host) {
    let seconds = lastTime.map { $0.duration(to: now).seconds } ?? 0
    lastTime = now
    host.takeMusicEvents(take)
    music.beginNext()
    let level = isMuted ? 0 : volume
    for index in slots.indices where !slots[index].isFree {
      slots[index].advance(by: seconds, level: level, isPaused: isPaused) { commands.append($0) }
    }
    if commands.isEmpty { return }
    host.play(commands)
    commands.removeAll(keepingCapacity: true)
  }

  private func take(_ event: MusicEvent) {
    switch event {
    case .late: musicGaps += 1
    case .broken(let voice, let reason):
      guard let index = slot(of: voice), let name = slots[index].asset?.name else { return }
      slots[index].stop()
      if reported.insert(name).inserted {
        report("\(AssetError(name: name, reason: reason)).")
      }
    }
  }
}
