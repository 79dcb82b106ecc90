import ArgumentParser
import GameLoop
import Glibc

extension Game {
  /// Plays the game: in a window, or without one where there is no display, and then with no saved files but what it saves
  /// meanwhile. What a game's `@main` is.
  ///
  /// Synchronous, so that everything of the game runs on the one main thread.
  public static func main() {
    let options = LaunchOptions.parseOrExit()
    EndSignals.catchAll()
    do {
      try play(options, assets: AssetFolder(besideSource: settings.source))
    } catch let error as GameCannotBegin {
      report("\(settings.title) cannot begin: \(error)")
      exit(EXIT_FAILURE)
    } catch let error as NotKept {
      report("\(error)")
      exit(EXIT_FAILURE)
    } catch {
      report("\(settings.title) cannot go on: \(error)")
      exit(EXIT_FAILURE)
    }
  }

  /// Where nobody plays, the player's files are neither read nor written: the same seed is the same game, whoever plays it.
  static func play(_ options: LaunchOptions, assets: AssetFolder) throws {
    if options.headless { return try playHeadless(options, assets) }
    do {
      try playInWindow(options, assets)
    } catch let error as NoDisplay {
      var options = options
      let frames = options.frames ?? framesWithoutDisplay
      report("Playing without a window, by itself, for \(frames) frames: \(error).")
      options.frames = frames
      options.screenshot =
        options.screenshot ?? "\(TemporarySaves.parent)/\(settings.identifier).png"
      try playHeadless(options, assets)
    }
  }

  /// Half a minute of game time.
  private static var framesWithoutDisplay: Int { 30 * settings.tickRate }

  private static func playInWindow(_ options: LaunchOptions, _ assets: AssetFolder) throws {
    let host = try WindowHost(settings: settings)
    let displayRate = host.displayRate ?? 60
    let rate = settings.frameRate ?? displayRate
    var configuration = LoopConfiguration.live(
      rate: rate, followsDisplay: rate >= displayRate,
      seed: options.seed ?? .random(in: .min ... .max), assets: assets,
      saves: SaveFolder(game: settings.identifier))
    configuration.frameLimit = options.frames
    configuration.arguments = options.arguments
    if options.tellsHitches { configuration.tellHitches() }
    let loop = try loop(host, configuration, assets)
    loop.run()
    if options.frames != nil { print(loop.statistics) }
    try keep(loop, of: host, options)
  }

  private static func playHeadless(_ options: LaunchOptions, _ assets: AssetFolder) throws {
    let host = try HeadlessHost(settings: settings)
    let saves = try TemporarySaves()
    defer { saves.remove() }
    var configuration = LoopConfiguration.stepped(
      seed: options.seed ?? 1, assets: assets, saves: SaveFolder(path: saves.path))
    configuration.frameLimit = options.frames ?? framesWithoutDisplay
    configuration.isUnattended = true
    configuration.arguments = options.arguments
    if options.tellsHitches { configuration.tellHitches() }
    let loop = try loop(host, configuration, assets)
    loop.run()
    print(loop.statistics)
    try keep(loop, of: host, options)
  }

  private static func loop(
    _ host: any Host, _ configuration: LoopConfiguration, _ assets: AssetFolder
  ) throws -> FrameLoop<Self> {
    do {
      return try FrameLoop<Self>(host: host, configuration: configuration)
    } catch {
      throw GameCannotBegin(error, assets: assets)
    }
  }

  /// Writes what is asked for of a run that has ended.
  ///
  /// - Throws: what could not be written, when the rest was.
  private static func keep(
    _ loop: FrameLoop<Self>, of host: any Host, _ options: LaunchOptions
  ) throws {
    var failures: [String] = []
    func write(_ what: String, to path: String, _ bytes: () throws -> [UInt8]) -> Bool {
      do {
        try FileContents.write(bytes(), to: path)
        return true
      } catch {
        failures.append("\(what) cannot be written: \(error)")
        return false
      }
    }
    // First, as taking the picture has memory of its own.
    if let path = options.statistics {
      _ = write("The figures", to: path) { try RunReport(loop.statistics).json() }
    }
    if let path = options.screenshot,
      write("The last picture", to: path, { try host.picture(of: loop.canvas).png() })
    {
      print("The last picture is in \(path)")
    }
    if !failures.isEmpty { throw NotKept(description: failures.joined(separator: "\n")) }
  }
}

/// Of a run that has ended something could not be written.
private struct NotKept: Error, CustomStringConvertible {
  let description: String
}

extension LoopConfiguration {
  /// Says each hitch on standard error, with the callback that was slow.
  fileprivate mutating func tellHitches() {
    namesCallbacks = true
    whenHitching = { report("\($0)") }
  }
}
