import GameLoop
import Glibc
import TaskQueues
import TestSupport
import Testing

@testable import SDLPlatform

/// Plays music from a folder.
private final class Jukebox: Game {
  static let settings = GameSettings(title: "Jukebox", size: Vector(64, 64))
  let context: GameContext
  var music: MusicPlayer { context.sounds.music }

  init(_ context: GameContext) { self.context = context }

  func update(_ tick: Tick) {}
  func draw(on canvas: inout Canvas, _ frame: Frame) {}
}

/// In a window on SDL's dummy drivers, in a process of its own, where nobody else plays.
@Suite("What a game's music gives the device", .patience)
struct MusicOutputTests {
  private nonisolated struct Unexpected: Error { let what: String }

  private static func loop(
    jobThreads: Int, _ folder: TemporaryFolder
  ) throws -> FrameLoop<Jukebox> {
    setenv("SDL_VIDEODRIVER", "dummy", 1)
    setenv("SDL_AUDIODRIVER", "dummy", 1)
    // Without job threads the frame does the work. Time is the system's: frames follow each other at once.
    var configuration = LoopConfiguration.live(
      seed: 1, assets: AssetFolder(path: folder.path), saves: SaveFolder(path: folder.path))
    configuration.jobThreads = jobThreads
    configuration.reloadsAssets = false
    return try FrameLoop<Jukebox>(
      host: WindowHost(settings: Jukebox.settings), configuration: configuration)
  }

  private static func write(
    _ bytes: [UInt8], to name: String, in folder: TemporaryFolder
  ) throws {
    try FileContents.write(bytes, to: "\(folder.path)/\(name)")
  }

  /// Runs frames until something is so; a test that waits for what never comes ends by its time limit.
  private static func run(
    _ loop: FrameLoop<Jukebox>, until isSo: () -> Bool
  ) { while !isSo() { loop.runFrame() } }

  @Test(arguments: [0, 1])
  func `is two pieces that fade into each other`(jobThreads: Int) async {
    await #expect(processExitsWith: .success) { [jobThreads] in
      try await MainActor.run { try MusicOutputTests.crossFade(jobThreads: jobThreads) }
    }
  }

  private static func crossFade(jobThreads: Int) throws {
    let folder = TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    try write(EncodedMusic.vorbis.tone(hertz: 441, frames: 44_100), to: "low.ogg", in: folder)
    try write(EncodedMusic.opus.tone(hertz: 1764, frames: 48_000), to: "high.opus", in: folder)
    let loop = try loop(jobThreads: jobThreads, folder)
    let assets = loop.context.assets
    let (low, high) = (assets.music("low.ogg"), assets.music("high.opus"))
    let music = loop.game.music
    music.play(low)
    run(loop) { low.isReady && high.isReady }
    loop.runFrame()

    // Over the piece's end, where it is repeated.
    RecordedSound.begin()
    run(loop) { RecordedSound.sofar.left.count > 100_000 }
    let heard = Heard(samples: Array(RecordedSound.sofar.left.suffix(60_000)))
    try expect(heard.rises * 44_100 / 60_000, near: 441, "rises of the low tone")
    if heard.largestStep > 2_500 { throw Unexpected(what: "a step of \(heard.largestStep)") }

    music.crossFade(to: high, over: .milliseconds(500))
    RecordedSound.begin()
    run(loop) { RecordedSound.sofar.left.count > 80_000 }
    let faded = RecordedSound.sofar.left
    // While one goes the other comes: there is no moment without either.
    for begin in stride(from: 0, to: 70_000, by: 1_000) {
      let part = Heard(samples: Array(faded[begin..<(begin + 1_000)]))
      if part.loudest < 8_000 { throw Unexpected(what: "\(part.loudest) at \(begin)") }
    }
    let last = Heard(samples: Array(faded.suffix(30_000)))
    try expect(last.rises * 44_100 / 30_000, near: 1764, "rises of the high tone")
    if loop.context.statistics.musicGaps > 0 { throw Unexpected(what: "there were gaps") }

    // In a pause nothing is heard, and nothing is lost.
    music.pause()
    loop.runFrame()
    _ = RecordedSound.next(2_048)
    try expect(RecordedSound.next(4_096).left.max().map(Int.init) ?? 0, near: 0, "in a pause")
    music.resume()
    loop.runFrame()
    _ = RecordedSound.next(2_048)
    try expect(RecordedSound.next(4_096).left.max().map(Int.init) ?? 0, near: 19_600, "after it")
    loop.end()
  }

  @Test func `is what there is of a broken file, and then the music ends`() async {
    await #expect(processExitsWith: .success) {
      try await MainActor.run { try MusicOutputTests.playBroken() }
    }
  }

  private static func playBroken() throws {
    let folder = TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    var bytes = try EncodedMusic.flac.tone(frames: 44_100)
    for index in (bytes.count / 2)..<bytes.count { bytes[index] = 0x55 }
    try write(bytes, to: "broken.flac", in: folder)
    let loop = try loop(jobThreads: 1, folder)
    let broken = loop.context.assets.music("broken.flac")
    loop.game.music.play(broken)
    run(loop) { broken.isReady }
    RecordedSound.begin()
    loop.runFrame()
    run(loop) { !loop.game.music.isPlaying }
    RecordedSound.end()
    let heard = RecordedSound.sofar.left.filter { $0 != 0 }.count
    if !(15_000..<30_000 ~= heard) { throw Unexpected(what: "\(heard) frames were heard") }
    if broken.error != nil { throw Unexpected(what: "its handle has failed") }
    loop.end()
  }

  private static func expect(_ value: Int, near wanted: Int, _ what: String) throws {
    if abs(value - wanted) > wanted / 20 + 60 { throw Unexpected(what: "\(what): \(value)") }
  }
}
