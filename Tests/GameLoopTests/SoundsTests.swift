import TaskQueues
import TestSupport
import Testing

@testable import GameLoop

/// Sounds whose frames a test presents, a second of sound each.
private final class Player {
  let sounds = Sounds()
  let shot = Player.ready(Sound(name: "shot", id: AssetID(number: 1)))
  let theme = Player.ready(Music(name: "theme", id: AssetID(number: 2)))
  let battle = Player.ready(Music(name: "battle", id: AssetID(number: 3)))
  private var now = Instant.zero

  static func ready(_ sound: Sound) -> Sound {
    sound.state = .ready
    sound.length = .seconds(1)
    return sound
  }

  static func ready(_ music: Music) -> Music {
    music.state = .ready
    music.length = .seconds(1)
    return music
  }

  /// - Returns: what a host is told.
  @discardableResult
  func frame(after time: Duration = .zero, _ events: [MusicEvent] = []) -> [SoundCommand] {
    let host = TestHost()
    host.musicEvents = events
    now = now.advanced(by: time)
    sounds.present(at: now, on: host)
    return host.sounds
  }
}

extension SoundCommand {
  fileprivate nonisolated var word: String {
    switch self {
    case .play: "play"
    case .change: "change"
    case .pause: "pause"
    case .resume: "resume"
    case .stop: "stop"
    }
  }

  fileprivate nonisolated var mix: SoundMix? {
    switch self {
    case .play(_, as: _, let mix, loops: _), .change(_, let mix): mix
    case .pause, .resume, .stop: nil
    }
  }

  fileprivate nonisolated var voice: VoiceID {
    switch self {
    case .play(_, as: let voice, _, loops: _), .change(let voice, _), .pause(let voice),
      .resume(let voice), .stop(let voice):
      voice
    }
  }
}

@Suite("A voice")
struct VoiceTests {
  private let player = Player()
  private var sounds: Sounds { player.sounds }

  init() { player.frame() }

  @Test func `is heard when the frame is presented, and let go of after its sound's length`() {
    let voice = sounds.play(player.shot, volume: 0.5, pan: -0.25, pitch: 2)
    #expect(
      player.frame() == [
        .play(
          player.shot.id, as: voice.id, SoundMix(volume: 0.5, pan: -0.25, pitch: 2), loops: false)
      ])
    #expect(player.frame(after: .milliseconds(499)) == [] && voice.isPlaying)
    #expect(player.frame(after: .milliseconds(1)) == [] && !voice.isPlaying)
    #expect(player.frame(after: .milliseconds(249)) == [])
    #expect(player.frame(after: .milliseconds(1)) == [.stop(voice.id)])
    #expect(player.frame(after: .seconds(1)) == [])
  }

  @Test func `keeps volume, pan and pitch within their bounds`() {
    let voice = sounds.play(player.shot, volume: 3, pan: -2, pitch: 100)
    #expect(voice.volume == 1 && voice.pan == -1 && voice.pitch == 4)
    voice.volume = .nan
    voice.pan = 7
    voice.pitch = -1
    #expect(voice.volume == 0 && voice.pan == 1 && voice.pitch == 0.25)
  }

  @Test func `changes while it plays, and is not changed to what it is`() {
    let voice = sounds.play(player.shot)
    player.frame()
    #expect(player.frame() == [])
    voice.volume = 0.5
    voice.pan = 1
    #expect(player.frame() == [.change(voice.id, SoundMix(volume: 0.5, pan: 1))])
  }

  @Test func `is stopped at once, and before it was heard is never heard`() {
    let heard = sounds.play(player.shot)
    player.frame()
    heard.stop()
    sounds.play(player.shot).stop()
    #expect(player.frame() == [.stop(heard.id)] && !heard.isPlaying)
    heard.stop()
    heard.volume = 0.5
    #expect(player.frame() == [] && heard.volume == 0)
  }

  @Test func `fades out and stops`() {
    let voice = sounds.play(player.shot, loops: true)
    player.frame()
    voice.fadeOut(over: .seconds(2))
    let commands = player.frame(after: .seconds(1))
    #expect(commands.map(\.word) == ["change"] && voice.isPlaying)
    let volume = commands.first?.mix?.volume ?? 0
    #expect(abs(volume - 0.7071) < 0.001)
    #expect(player.frame(after: .seconds(1)) == [.stop(voice.id)] && !voice.isPlaying)
  }

  @Test func `fades in from nothing`() {
    let voice = sounds.play(player.shot, volume: 0.5)
    voice.fadeIn(over: .milliseconds(100))
    #expect(player.frame().first?.mix?.volume == 0)
    #expect(player.frame(after: .milliseconds(100)).first?.mix?.volume == 0.5)
  }

  @Test func `has a pitch that shortens and lengthens it while it plays`() {
    let voice = sounds.play(player.shot)
    player.frame()
    player.frame(after: .milliseconds(500))
    voice.pitch = 0.5
    player.frame(after: .milliseconds(999))
    #expect(voice.isPlaying)
    player.frame(after: .milliseconds(1))
    #expect(!voice.isPlaying)
  }

  @Test func `loops until it is stopped`() {
    let voice = sounds.play(player.shot, loops: true)
    player.frame()
    #expect(player.frame(after: .seconds(100)) == [] && voice.isPlaying)
  }

  @Test func `is not heard where its sound is not there, but a loop waits for it`() {
    player.shot.state = .loading
    let once = sounds.play(player.shot)
    let loop = sounds.play(player.shot, loops: true)
    #expect(player.frame() == [] && !once.isPlaying && loop.isPlaying)
    player.shot.state = .ready
    #expect(player.frame().count == 1)
    let broken = sounds.play(player.shot, loops: true)
    player.shot.state = .failed(AssetError(name: "shot", reason: ""))
    #expect(player.frame() == [] && !broken.isPlaying)
  }

  @Test func `stands still while it is paused`() {
    let voice = sounds.play(player.shot)
    player.frame()
    voice.isPaused = true
    #expect(player.frame() == [.pause(voice.id)])
    #expect(player.frame(after: .seconds(10)) == [] && voice.isPlaying)
    voice.isPaused = false
    #expect(player.frame() == [.resume(voice.id)])
    player.frame(after: .seconds(1))
    #expect(!voice.isPlaying)
  }

  @Test func `too many takes the place of the oldest that does not loop`() {
    let loop = sounds.play(player.shot, loops: true)
    let first = sounds.play(player.shot)
    for _ in 2..<VoiceID.channels { sounds.play(player.shot) }
    #expect(player.frame().count == VoiceID.channels)
    let last = sounds.play(player.shot)
    #expect(last.id.channel == first.id.channel && !first.isPlaying && loop.isPlaying)
    #expect(
      player.frame() == [
        .stop(first.id), .play(player.shot.id, as: last.id, SoundMix(), loops: false),
      ])
  }

  @Test func `is not heard where all others loop`() {
    for _ in 0..<VoiceID.channels { sounds.play(player.shot, loops: true) }
    player.frame()
    let voice = sounds.play(player.shot)
    #expect(player.frame() == [] && !voice.isPlaying)
  }
}

@Suite("Groups of sounds")
struct SoundGroupTests {
  private let player = Player()
  private var sounds: Sounds { player.sounds }

  init() { player.frame() }

  @Test func `multiply volumes`() {
    sounds.volume = 0.5
    sounds.effects.volume = 0.5
    let voice = sounds.play(player.shot, volume: 0.5)
    let other = sounds.play(player.shot, in: sounds.group("menu"))
    #expect(
      player.frame() == [
        .play(player.shot.id, as: voice.id, SoundMix(volume: 0.125), loops: false),
        .play(player.shot.id, as: other.id, SoundMix(volume: 0.5), loops: false),
      ])
    sounds.effects.volume = 1
    #expect(player.frame() == [.change(voice.id, SoundMix(volume: 0.25))])
    sounds.volume = 2
    #expect(sounds.volume == 1)
  }

  @Test func `are muted, and go on unheard`() {
    let voice = sounds.play(player.shot)
    player.frame()
    sounds.effects.isMuted = true
    #expect(player.frame() == [.change(voice.id, SoundMix(volume: 0))])
    sounds.effects.isMuted = false
    sounds.isMuted = true
    #expect(player.frame() == [])
    player.frame(after: .seconds(1))
    #expect(!voice.isPlaying)
  }

  @Test func `are paused, and what is played meanwhile begins afterwards`() {
    let voice = sounds.play(player.shot)
    player.frame()
    sounds.effects.pause()
    let late = sounds.play(player.shot)
    #expect(player.frame() == [.pause(voice.id)])
    sounds.effects.resume()
    #expect(
      player.frame() == [
        .resume(voice.id), .play(player.shot.id, as: late.id, SoundMix(), loops: false),
      ])
  }

  @Test func `are stopped, and others are not`() {
    let voice = sounds.play(player.shot)
    let other = sounds.play(player.shot, in: sounds.voices)
    player.frame()
    sounds.effects.stop()
    #expect(player.frame() == [.stop(voice.id)] && other.isPlaying)
    sounds.stop()
    #expect(player.frame() == [.stop(other.id)])
  }

  @Test func `have one group of a name`() {
    #expect(sounds.group("effects") === sounds.effects)
    #expect(sounds.group("music") === sounds.music.group)
  }

  @Test func `a loop starts and stops once, however often it is asked for`() {
    var commands: [SoundCommand] = []
    for isOn in [true, true, false, false, true] {
      sounds.loop(player.shot, while: isOn)
      commands += player.frame(after: .milliseconds(100))
    }
    let words = commands.map(\.word)
    #expect(words.count { $0 == "play" } == 2 && words.count { $0 == "stop" } == 1)
  }
}

@Suite("Music")
struct MusicTests {
  private let player = Player()
  private var music: MusicPlayer { player.sounds.music }

  init() { player.frame() }

  private func volumes(_ commands: [SoundCommand]) -> [Float] {
    commands.compactMap { $0.mix?.volume }
  }

  @Test func `loops, and another piece takes its place`() {
    music.play(player.theme)
    #expect(player.frame().count == 1)
    #expect(player.frame(after: .seconds(20)) == [] && music.isPlaying)
    music.play(player.battle)
    let commands = player.frame()
    #expect(commands.map(\.word) == ["stop", "play"] && music.current === player.battle)
    #expect(commands.first?.voice != commands.last?.voice)
  }

  @Test func `fades from one piece into another, as loud together as each`() {
    music.play(player.theme)
    player.frame()
    music.crossFade(to: player.battle, over: .seconds(4))
    #expect(volumes(player.frame()) == [0])
    for _ in 1...3 {
      let volumes = volumes(player.frame(after: .seconds(1)))
      #expect(volumes.count == 2)
      #expect(abs(volumes.reduce(0) { $0 + $1 * $1 } - 1) < 0.001, "\(volumes)")
    }
    let last = player.frame(after: .seconds(1))
    #expect(volumes(last) == [1] && last.count == 2)
  }

  @Test func `that is still loading begins when it is there, and the old plays on until then`() {
    music.play(player.theme)
    player.frame()
    player.battle.state = .loading
    music.crossFade(to: player.battle, over: .seconds(1))
    #expect(player.frame(after: .seconds(5)) == [] && music.isPlaying)
    player.battle.state = .ready
    #expect(player.frame().count == 1)
  }

  @Test func `stops, at once or fading`() {
    music.play(player.theme, loops: false)
    player.frame()
    music.stop(fadeOut: .seconds(1))
    #expect(!music.isPlaying)
    #expect(player.frame(after: .milliseconds(500)).count == 1)
    #expect(player.frame(after: .milliseconds(500)).map(\.word) == ["stop"])
  }

  @Test func `has a volume of its own and is paused alone`() {
    let voice = player.sounds.play(player.shot)
    music.play(player.theme)
    music.volume = 0.5
    #expect(volumes(player.frame()) == [1, 0.5])
    music.pause()
    let commands = player.frame()
    #expect(commands.map(\.word) == ["pause"] && commands.first?.voice != voice.id)
  }

  @Test func `that is broken ends where its host has come to the end of what there is`() {
    music.play(player.theme)
    let voice = player.frame().first?.voice
    player.frame(after: .seconds(1))
    #expect(music.isPlaying)
    let broken = voice.map { MusicEvent.broken($0, "it is broken at 0:01") }
    let commands = player.frame(after: .seconds(1), [broken].compactMap(\.self))
    #expect(commands.map(\.word) == ["stop"] && commands.first?.voice == voice)
    #expect(!music.isPlaying && player.frame(after: .seconds(1)) == [])
    // It may be played again, and end again.
    music.play(player.theme)
    #expect(player.frame().map(\.word) == ["play"])
  }

  @Test func `that is broken does not end what plays after it`() {
    music.play(player.theme)
    let old = player.frame().first?.voice
    music.play(player.battle)
    player.frame()
    let broken = old.map { MusicEvent.broken($0, "") }
    #expect(player.frame(after: .zero, [broken].compactMap(\.self)) == [] && music.isPlaying)
  }

  @Test func `that was late is counted, and goes on`() {
    music.play(player.theme)
    let late = player.frame().first.map { MusicEvent.late($0.voice) }
    #expect(player.frame(after: .zero, [late, late].compactMap(\.self)) == [])
    #expect(player.sounds.musicGaps == 2 && music.isPlaying)
  }

  @Test func `that does not loop is left time to be late`() {
    music.play(player.theme, loops: false)
    player.frame()
    #expect(player.frame(after: .seconds(1)) == [] && !music.isPlaying)
    #expect(player.frame(after: .milliseconds(2_999)) == [])
    #expect(player.frame(after: .milliseconds(1)).map(\.word) == ["stop"])
  }
}
