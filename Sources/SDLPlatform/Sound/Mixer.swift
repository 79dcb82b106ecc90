import CSDL2
import CSDL2Mixer
import GameLoop
import Glibc

/// Plays sounds on SDL_mixer: on a device, or where there is none, on one that nobody hears. Decoding sounds needs
/// a mixer, too.
final class Mixer {
  /// What is played has 16 bits, two channels and so many frames a second, whatever the device has.
  nonisolated static let framesPerSecond = 44_100
  /// A shot is heard within 12 ms.
  private static let framesAtOnce: Int32 = 512

  private var sounds: [AssetID: MixedSound] = [:]
  private let channels = (0..<VoiceID.channels).map { _ in MixerChannel() }
  /// What SDL_mixer plays on every channel, over and over.
  private let silence: UnsafeMutablePointer<Mix_Chunk>

  /// Opens the sound device.
  ///
  /// - Throws: in plain words, why there is none.
  convenience init() throws {
    guard Self.mayHaveDevice else { throw NoSound(reason: "this machine has no sound device") }
    do throws(SDLError) {
      try require(SDL_InitSubSystem(SDL_INIT_AUDIO), "SDL_InitSubSystem")
      try self.init(isOpen: ())
    } catch {
      throw NoSound(reason: error.description)
    }
  }

  /// Plays to nobody.
  convenience init(unheard: Void) throws(SDLError) {
    if SDL_WasInit(SDL_INIT_AUDIO) != 0 {
      try require(SDL_InitSubSystem(SDL_INIT_AUDIO), "SDL_InitSubSystem")
    } else {
      let driver = getenv("SDL_AUDIODRIVER").map { String(cString: $0) }
      setenv("SDL_AUDIODRIVER", "dummy", 1)
      defer {
        if let driver { setenv("SDL_AUDIODRIVER", driver, 1) } else { unsetenv("SDL_AUDIODRIVER") }
      }
      try require(SDL_InitSubSystem(SDL_INIT_AUDIO), "SDL_InitSubSystem")
    }
    try self.init(isOpen: ())
  }

  private init(isOpen: Void) throws(SDLError) {
    // Made ready here, so that job threads that decode at the same time do not all do it. What a system's mixer
    // lacks is said by the files that need it.
    let formats = [MIX_INIT_OGG, MIX_INIT_MP3, MIX_INIT_FLAC, MIX_INIT_OPUS]
    _ = Mix_Init(formats.reduce(0) { $0 | Int32($1.rawValue) })
    do throws(SDLError) {
      try require(
        Mix_OpenAudioDevice(
          Int32(Self.framesPerSecond), UInt16(AUDIO_S16SYS), 2, Self.framesAtOnce, nil, 0),
        "Mix_OpenAudioDevice")
    } catch {
      SDL_QuitSubSystem(SDL_INIT_AUDIO)
      throw error
    }
    Mix_AllocateChannels(Int32(VoiceID.channels))
    let size = Int(Self.framesAtOnce) * MemoryLayout<MixerChannel.Frame>.stride
    silence = try Self.silence(bytes: size)
  }

  isolated deinit {
    for channel in channels.indices { stop(channel) }
    silence.pointee.abuf.deallocate()
    Mix_FreeChunk(silence)
    sounds.removeAll()
    Mix_CloseAudio()
    SDL_QuitSubSystem(SDL_INIT_AUDIO)
  }

  private static func silence(bytes: Int) throws(SDLError) -> UnsafeMutablePointer<Mix_Chunk> {
    let samples = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes)
    samples.initialize(repeating: 0, count: bytes)
    return try require(Mix_QuickLoad_RAW(samples, UInt32(bytes)), "Mix_QuickLoad_RAW")
  }

  /// ALSA complains in a dozen lines of its own where there is nothing to open: look before asking it.
  private static var mayHaveDevice: Bool {
    if getenv("SDL_AUDIODRIVER") != nil || getenv("PULSE_SERVER") != nil { return true }
    let runtime = getenv("XDG_RUNTIME_DIR").map { String(cString: $0) } ?? "/run/user/\(getuid())"
    let signs = ["\(runtime)/pulse/native", "\(runtime)/pipewire-0", "/dev/snd/timer", "/dev/dsp"]
    return signs.contains { access($0, F_OK) == 0 }
  }

  // MARK: Sounds

  /// What is being played of an older one goes on.
  func add(_ sound: any DecodedSound, as id: AssetID) { sounds[id] = sound as? MixedSound }

  func remove(_ id: AssetID) { sounds[id] = nil }

  func play(_ commands: [SoundCommand]) {
    for command in commands {
      switch command {
      case .play(let id, let voice, let mix, let loops):
        if let sound = sounds[id] { begin(sound, on: voice.channel, mix, loops: loops) }
      case .change(let voice, let mix): channels[voice.channel].change(mix)
      case .pause(let voice): Mix_Pause(Int32(voice.channel))
      case .resume(let voice): Mix_Resume(Int32(voice.channel))
      case .stop(let voice): stop(voice.channel)
      }
    }
  }

  private func begin(_ sound: MixedSound, on index: Int, _ mix: SoundMix, loops: Bool) {
    stop(index)
    let channel = channels[index]
    channel.begin(sound, mix, loops: loops)
    // Silence may be heard first, and never something of what was there before.
    guard Mix_PlayChannelTimed(Int32(index), silence, -1, -1) >= 0 else { return channel.end() }
    Mix_Volume(Int32(index), MIX_MAX_VOLUME)
    Mix_RegisterEffect(
      Int32(index), MixerChannel.effect, nil, Unmanaged.passUnretained(channel).toOpaque())
  }

  /// Once the channel is halted the device's thread does not use it.
  private func stop(_ index: Int) {
    Mix_HaltChannel(Int32(index))
    Mix_UnregisterAllEffects(Int32(index))
    channels[index].end()
  }
}

struct NoSound: Error, CustomStringConvertible {
  let reason: String
  var description: String { reason }
}
