import CSDL2
import CSDL2Mixer
import GameLoop
import Glibc

/// A sound, converted to what the device plays.
// @unchecked: nobody writes to it once it is decoded.
nonisolated final class MixedSound: DecodedSound, @unchecked Sendable {
  let chunk: UnsafeMutablePointer<Mix_Chunk>

  init(_ chunk: UnsafeMutablePointer<Mix_Chunk>) { self.chunk = chunk }

  deinit { Mix_FreeChunk(chunk) }
}

/// Plays sounds on SDL_mixer. Exists only where there is a device.
final class Mixer {
  private var sounds: [AssetID: MixedSound] = [:]
  private var loops: [AssetID: Int32] = [:]

  private static let channels: Int32 = 32

  /// Opens the sound device.
  ///
  /// - Throws: in plain words, why there is none.
  init() throws {
    guard Self.mayHaveDevice else { throw NoSound(reason: "this machine has no sound device") }
    do throws(SDLError) {
      try require(SDL_InitSubSystem(SDL_INIT_AUDIO), "SDL_InitSubSystem")
      // 512 frames at 44.1 kHz: a shot is heard within 12 ms.
      try require(Mix_OpenAudio(44_100, UInt16(AUDIO_S16LSB), 2, 512), "Mix_OpenAudio")
    } catch {
      SDL_QuitSubSystem(SDL_INIT_AUDIO)
      throw NoSound(reason: error.description)
    }
    Mix_AllocateChannels(Self.channels)
  }

  isolated deinit {
    Mix_HaltChannel(-1)
    sounds.removeAll()
    Mix_CloseAudio()
    SDL_QuitSubSystem(SDL_INIT_AUDIO)
  }

  /// ALSA complains in a dozen lines of its own where there is nothing to open: look before asking it.
  private static var mayHaveDevice: Bool {
    if getenv("SDL_AUDIODRIVER") != nil || getenv("PULSE_SERVER") != nil { return true }
    let runtime = getenv("XDG_RUNTIME_DIR").map { String(cString: $0) } ?? "/run/user/\(getuid())"
    let signs = ["\(runtime)/pulse/native", "\(runtime)/pipewire-0", "/dev/snd/timer", "/dev/dsp"]
    return signs.contains { access($0, F_OK) == 0 }
  }

  func add(_ sound: any DecodedSound, as id: AssetID) {
    sounds[id] = sound as? MixedSound
  }

  func play(_ commands: [SoundCommand]) {
    for command in commands {
      switch command {
      case .play(let id, let volume, let pan): play(id, volume, pan)
      case .startLoop(let id, let volume): startLoop(id, volume)
      case .stopLoop(let id):
        if let channel = loops.removeValue(forKey: id) { Mix_FadeOutChannel(channel, 60) }
      case .pauseAll: Mix_Pause(-1)
      case .resumeAll: Mix_Resume(-1)
      }
    }
  }

  /// With every channel in use a sound is not heard: there are enough others then.
  private func play(_ id: AssetID, _ volume: Float, _ pan: Float) {
    guard let sound = sounds[id] else { return }
    let channel = Mix_PlayChannelTimed(-1, sound.chunk, 0, -1)
    guard channel >= 0 else { return }
    Mix_Volume(channel, Int32(volume * Float(MIX_MAX_VOLUME)))
    Mix_SetPanning(channel, UInt8(255 * min(1, 1 - pan)), UInt8(255 * min(1, 1 + pan)))
  }

  private func startLoop(_ id: AssetID, _ volume: Float) {
    guard let sound = sounds[id] else { return }
    let channel = Mix_FadeInChannelTimed(-1, sound.chunk, -1, 30, -1)
    guard channel >= 0 else { return }
    Mix_Volume(channel, Int32(volume * Float(MIX_MAX_VOLUME)))
    Mix_SetPanning(channel, 255, 255)
    loops[id] = channel
  }
}

struct NoSound: Error, CustomStringConvertible {
  let reason: String
  var description: String { reason }
}
