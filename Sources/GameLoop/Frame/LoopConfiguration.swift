import Glibc
import TaskQueues

/// What a loop runs with: time, threads and places. The game does not see the difference.
public struct LoopConfiguration {
  public var environment: Environment
  public var pacer: any Pacer
  /// How many threads do the work; with 0 the frame does it, before it drains the completions.
  public var jobThreads: Int
  /// The loop ends after this many frames; nil runs until the game or the player ends it.
  public var frameLimit: Int?
  /// What the game's random numbers begin with.
  public var seed: UInt64
  /// What the game itself takes from its command line.
  public var arguments: [String] = []
  /// Whether nobody is there to play.
  public var isUnattended: Bool
  /// What the work of frames is measured with: real time, whatever the game lives by.
  public var stopwatch: any TimeSource = SystemClock.shared
  /// Whether a hitch names the callback that was slow, and not only its phase: in debug builds, and with
  /// `--hitches`. It looks into what Swift's runtime keeps of closures and tasks.
  public var namesCallbacks = isDebugBuild
  /// Is told of each hitch, when its frame is over.
  public var whenHitching: ((Hitch) -> Void)?
  public var assets: any AssetSource
  public var saves: SaveFolder
  /// Where screenshots go; nil is the folder of the player's pictures.
  public var pictures: PictureFolder?
  /// Whether assets whose files change are loaded again while the game runs: see `Assets.changed`. A live loop
  /// does it in a debug build; the environment variable `GAME_HOT_RELOAD` says otherwise with 1 or 0.
  public var reloadsAssets = false

  private static var isDebugBuild: Bool {
    #if DEBUG
      true
    #else
      false
    #endif
  }

  /// The system's clock, job threads, and a picture every `1 / rate` seconds.
  ///
  /// - Parameter followsDisplay: whether pictures come as the display asks for them instead, where presenting
  ///   is seen to wait for it.
  public static func live(
    rate: Int = 60, followsDisplay: Bool = true, seed: UInt64, assets: any AssetSource,
    saves: SaveFolder
  ) -> LoopConfiguration {
    LoopConfiguration(
      environment: .system,
      pacer: SteadyPacer(FramePace(rate: rate, followsDisplay: followsDisplay)),
      jobThreads: JobThreads.defaultCount,
      frameLimit: nil, seed: seed, isUnattended: false, assets: assets, saves: saves,
      reloadsAssets: isDeveloped)
  }

  private static var isDeveloped: Bool {
    if let word = getenv("GAME_HOT_RELOAD") { return String(cString: word) == "1" }
    return isDebugBuild
  }

  /// One thread and a clock that moves by one frame at a time, as fast as the machine can: what
  /// happens depends on the input and the seed only.
  public static func stepped(
    rate: Int = 60, seed: UInt64, assets: any AssetSource, saves: SaveFolder
  ) -> LoopConfiguration {
    let clock = ManualClock()
    return LoopConfiguration(
      environment: Environment(clock: clock), pacer: SteppingPacer(clock: clock, rate: rate),
      jobThreads: 0, frameLimit: nil, seed: seed, isUnattended: false, assets: assets, saves: saves)
  }
}
