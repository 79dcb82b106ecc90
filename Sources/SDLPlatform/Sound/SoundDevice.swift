import CSDL2
import CSDL2Mixer
import GameLoop
import Glibc
import TaskQueues

/// SDL's mixer on a device, opened when the first sound is decoded, on the thread that decodes it: the first
/// picture does not wait for it, and a game without sounds has none.
///
/// Where there is no device it is one that nobody hears.
// @unchecked: what changes is locked.
nonisolated final class SoundDevice: @unchecked Sendable {
  /// What is played has 16 bits, two channels and so many frames a second, whatever the device has.
  static let framesPerSecond = 44_100
  /// A shot is heard within 12 ms.
  static let framesAtOnce: Int32 = 512

  private enum State {
    case closed
    case open
    case failed(SDLError)
  }

  private let state = Monitor(State.closed)
  /// SDL opens and closes one device at a time.
  private static let opening = Monitor(())
  /// Whether nobody is to hear it.
  private let isUnheard: Bool

  init(isUnheard: Bool) { self.isUnheard = isUnheard }

  deinit { close() }

  /// Opens it, if that has not been done. Any thread.
  ///
  /// - Throws: what SDL says, each time, where not even a device that nobody hears can be had.
  func open() throws(SDLError) {
    try state.withLock { (state) throws(SDLError) in
      switch state {
      case .open: return
      case .failed(let error): throw error
      case .closed:
        do throws(SDLError) {
          try Self.opening.withLock { (_) throws(SDLError) in try openDevice() }
          state = .open
        } catch {
          state = .failed(error)
          throw error
        }
      }
    }
  }

  /// No thread decodes any more.
  func close() {
    state.withLock { state in
      guard case .open = state else { return }
      state = .closed
      Self.opening.withLock { _ in
        Mix_CloseAudio()
        SDL_QuitSubSystem(SDL_INIT_AUDIO)
      }
    }
  }

  private func openDevice() throws(SDLError) {
    if isUnheard { return try openUnheard() }
    do throws(SDLError) {
      try openAny()
    } catch {
      report("Playing without sound: \(error).")
      try openUnheard()
    }
  }

  private func openUnheard() throws(SDLError) {
    // What is open already is played on, too.
    if SDL_WasInit(SDL_INIT_AUDIO) != 0 { return try openAny() }
    SDL_SetHintWithPriority(SDL_HINT_AUDIODRIVER, "dummy", SDL_HINT_OVERRIDE)
    defer { SDL_ResetHint(SDL_HINT_AUDIODRIVER) }
    try openAny()
  }

  private func openAny() throws(SDLError) {
    try require(SDL_InitSubSystem(SDL_INIT_AUDIO), "SDL_InitSubSystem")
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
  }

  /// ALSA complains in a dozen lines of its own where there is nothing to open: look before asking it.
  static var mayBeOne: Bool {
    if getenv("SDL_AUDIODRIVER") != nil || getenv("PULSE_SERVER") != nil { return true }
    let runtime = getenv("XDG_RUNTIME_DIR").map { String(cString: $0) } ?? "/run/user/\(getuid())"
    let signs = ["\(runtime)/pulse/native", "\(runtime)/pipewire-0", "/dev/snd/timer", "/dev/dsp"]
    return signs.contains { access($0, F_OK) == 0 }
  }
}
