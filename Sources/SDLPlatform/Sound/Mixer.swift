import CSDL2
import CSDL2Mixer
import GameLoop

/// Plays sounds on SDL_mixer, whose device is opened when the first sound is decoded.
final class Mixer {
  private let device: SoundDevice
  private var sounds: [AssetID: any DecodedSound] = [:]
  private let channels = (0..<VoiceID.channels).map { _ in MixerChannel() }
  private var music: [PlayingMusic] = []
  /// What SDL_mixer plays on every channel, over and over. Nil until there is something to be heard.
  private var silence: UnsafeMutablePointer<Mix_Chunk>?

  /// Decodes sounds for this mixer.
  var decoder: SDLDecoder { SDLDecoder(device) }

  init(_ device: SoundDevice) { self.device = device }

  /// Plays to nobody.
  convenience init(unheard: Void) { self.init(SoundDevice(isUnheard: true)) }

  isolated deinit {
    if let silence {
      for channel in channels.indices { stop(channel) }
      silence.pointee.abuf.deallocate()
      Mix_FreeChunk(silence)
    }
    sounds.removeAll()
    device.close()
  }

  /// Gives SDL_mixer its channels, when the first sound is played.
  private func prepare() throws(SDLError) -> UnsafeMutablePointer<Mix_Chunk> {
    if let silence { return silence }
    try device.open()
    Mix_AllocateChannels(Int32(VoiceID.channels))
    let size = Int(SoundDevice.framesAtOnce) * MemoryLayout<StereoFrame>.stride
    let samples = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
    samples.initialize(repeating: 0, count: size)
    let silence = try require(Mix_QuickLoad_RAW(samples, UInt32(size)), "Mix_QuickLoad_RAW")
    self.silence = silence
    return silence
  }

  // MARK: Sounds

  /// What is being played of an older one goes on.
  func add(_ sound: any DecodedSound, as id: AssetID) { sounds[id] = sound }

  func remove(_ id: AssetID) { sounds[id] = nil }

  func play(_ commands: [SoundCommand]) {
    for command in commands {
      if case .play(let id, let voice, let mix, let loops) = command {
        if let sound = sounds[id] { begin(sound, as: voice, mix, loops: loops) }
        continue
      }
      // Nothing has been heard: nothing is to be changed.
      guard silence != nil else { continue }
      switch command {
      case .play: break
      case .change(let voice, let mix): channels[voice.channel].change(mix)
      case .pause(let voice): Mix_Pause(Int32(voice.channel))
      case .resume(let voice): Mix_Resume(Int32(voice.channel))
      case .stop(let voice): stop(voice.channel)
      }
    }
  }

  private func begin(_ sound: any DecodedSound, as voice: VoiceID, _ mix: SoundMix, loops: Bool) {
    do throws(SDLError) {
      let silence = try prepare()
      let index = voice.channel
      stop(index)
      let channel = channels[index]
      channel.begin(source(of: sound, for: voice, loops: loops), mix)
      // Silence may be heard first, and never something of what was there before.
      guard Mix_PlayChannelTimed(Int32(index), silence, -1, -1) >= 0 else { return stop(index) }
      Mix_Volume(Int32(index), MIX_MAX_VOLUME)
      Mix_RegisterEffect(
        Int32(index), MixerChannel.effect, nil, Unmanaged.passUnretained(channel).toOpaque())
    } catch {
      if !hasReported { report("Sounds cannot be played: \(error).") }
      hasReported = true
    }
  }

  private var hasReported = false

  private func source(
    of sound: any DecodedSound, for voice: VoiceID, loops: Bool
  ) -> MixerChannel.Source {
    switch sound {
    case let sound as MixedSound: return .sound(sound, loops: loops)
    case let file as MusicFile:
      let stream = MusicStream(file, loops: loops)
      stream.begin()
      music.append(PlayingMusic(voice: voice, stream: stream))
      return .music(stream)
    default: return .nothing
    }
  }

  /// Once the channel is halted the device's thread does not use it.
  private func stop(_ index: Int) {
    Mix_HaltChannel(Int32(index))
    Mix_UnregisterAllEffects(Int32(index))
    channels[index].end()
    music.removeAll { $0.voice.channel == index }
  }

  // MARK: Music

  private struct PlayingMusic {
    let voice: VoiceID
    let stream: MusicStream
    var toldGaps = 0
  }

  /// Tells what has become of music since the last call.
  func takeMusicEvents(_ handle: (MusicEvent) -> Void) {
    for index in music.indices {
      let (voice, stream) = (music[index].voice, music[index].stream)
      let gaps = stream.gaps
      for _ in music[index].toldGaps..<gaps { handle(.late(voice)) }
      music[index].toldGaps = gaps
      if let problem = stream.takeProblem() { handle(.broken(voice, problem.words)) }
    }
  }
}
