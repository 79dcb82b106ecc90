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
  /// Whether nobody is there to play.
  public var isUnattended: Bool
  public var assets: any AssetSource
  public var saves: SaveFolder
  /// Whether assets whose files change are loaded again while the game runs: see `Assets.changed`. A live loop
  /// does it in a debug build; the environment variable `GAME_HOT_RELOAD` says otherwise with 1 or 0.
  public var reloadsAssets = false

  /// The system's clock, job threads, and a picture every `1 / rate` seconds.
  public static func live(
    rate: Int = 60, seed: UInt64, assets: any AssetSource, saves: SaveFolder
  ) -> LoopConfiguration {
    LoopConfiguration(
      environment: .system, pacer: SteadyPacer(rate: rate), jobThreads: JobThreads.defaultCount,
      frameLimit: nil, seed: seed, isUnattended: false, assets: assets, saves: saves,
      reloadsAssets: isDeveloped)
  }

  private static var isDeveloped: Bool {
    if let word = getenv("GAME_HOT_RELOAD") { return String(cString: word) == "1" }
    #if DEBUG
      return true
    #else
      return false
    #endif
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
