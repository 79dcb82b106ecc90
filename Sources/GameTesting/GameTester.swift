import GameLoop
import SDLPlatform

/// Plays a game in a test: without a display, frame by frame, as fast as the machine can, and always the same way.
///
///     @Test func `the ship flies to the right`() throws {
///       let tester = try GameTester<Hello>()
///       tester.hold(.right, ticks: 30)
///       #expect(tester.game.position.x > 180)
///       try tester.expectPicture(named: "to the right")
///     }
///
/// It is in the product `GameTesting`, for test targets. It is the game itself with its own assets, on one thread and with
/// a clock that moves by one tick a frame: what happens depends on the seed and the input only. Pictures are those of
/// `--headless`. Files are saved in a folder of the tester's own.
///
/// Input is told in the next frame that runs. What goes wrong is an error whose description says what was seen: with
/// swift-testing or XCTest, a plain `try` shows it.
public final class GameTester<G: Game> {
  public let loop: FrameLoop<G>
  /// Where the game's saved files lie.
  public let saves: String
  /// The sounds and music that were begun, the oldest first.
  public var sounds: [PlayedSound] { host.sounds }

  let host: TesterHost
  private let temporarySaves: TemporarySaves?
  private var hasEnded = false

  /// Makes the game. No frame has run.
  ///
  /// - Parameters:
  ///   - seed: `context.seed`.
  ///   - assets: nil looks for the folder as the game does.
  ///   - saves: a folder of saved files; nil is a new one, which goes with the tester.
  ///   - isUnattended: `context.isUnattended`.
  /// - Throws: what the game's `init` throws, and where there is no memory for a picture.
  public init(
    _ game: G.Type = G.self, seed: UInt64 = 1, assets: (any AssetSource)? = nil,
    saves: String? = nil, isUnattended: Bool = false
  ) throws {
    temporarySaves = saves == nil ? try TemporarySaves() : nil
    self.saves = saves ?? temporarySaves?.path ?? ""
    host = try TesterHost(settings: G.settings)
    var configuration = LoopConfiguration.stepped(
      rate: G.settings.tickRate, seed: seed,
      assets: assets ?? AssetFolder(besideSource: G.settings.source),
      saves: SaveFolder(path: self.saves))
    configuration.isUnattended = isUnattended
    loop = try FrameLoop<G>(host: host, configuration: configuration)
    host.nameAsset = { [weak context = loop.context] in context?.assets.name(of: $0) }
  }

  isolated deinit {
    loop.end()
    temporarySaves?.remove()
  }

  public var game: G { loop.game }
  public var context: GameContext { loop.context }
  public var statistics: FrameStatistics { loop.statistics }
  /// Whether the game has quit, or let the player close its window.
  public var hasQuit: Bool { loop.isOver }
  public var isFullScreen: Bool { host.isFullScreen }

  // MARK: Frames

  /// Runs frames, each with one tick, until there were so many or the game has quit. Of 0 or fewer it runs none.
  public func run(frames: Int = 1) {
    for _ in 0..<max(0, frames) where !isOver { runFrame() }
  }

  /// Runs frames until something is so.
  ///
  ///     try tester.run(until: { $0.score > 0 }, atMost: 600)
  ///
  /// - Parameter frames: how many it may take.
  /// - Throws: `GameTestFailure` if it is not so after the last of them, or after the frame in which the game has quit. It
  ///   says what the game had in its properties, and what text was seen.
  public func run(
    until isSo: (G) throws -> Bool, atMost frames: Int = 600, file: String = #fileID,
    line: Int = #line
  ) throws {
    try run(until: isSo, atMost: frames, orElse: "it was not so", at: "\(file):\(line)")
  }

  func run(
    until isSo: (G) throws -> Bool, atMost frames: Int, orElse words: String, at place: String
  ) throws {
    for _ in 0..<max(0, frames) {
      if try isSo(game) { return }
      if isOver { break }
      runFrame()
    }
    if try isSo(game) { return }
    let end = isOver ? "when the game had quit" : "after \(frames) frames"
    throw GameTestFailure("\(place): \(words) \(end). \(whatIsSeen)")
  }

  /// Ends the game as its program does: what is being saved is saved. No frame runs after that.
  public func end() {
    hasEnded = true
    loop.end()
  }

  private var isOver: Bool { loop.isOver || hasEnded }

  private func runFrame() {
    loop.runFrame()
    host.frameEnded(loop.statistics.frames)
  }

  // MARK: What is seen

  /// What was drawn last.
  public var canvas: Canvas { loop.canvas }

  /// The texts of the last picture, in the order of drawing.
  public var texts: [String] {
    canvas.commands.compactMap { if case .text(let text) = $0 { text.text } else { nil } }
  }

  /// What was drawn last, in words, with the names of assets: see `Canvas.listing`.
  public var listing: String {
    canvas.listing { [context] id in
      id == Font.builtIn.id ? "built-in" : context.assets.name(of: id)
    }
  }

  /// The pixels of what was drawn last.
  public var picture: Image {
    get throws { try host.picture(of: canvas) }
  }

  private var whatIsSeen: String {
    let scene = (game as? any SceneOwner)?.scenes.top
    let properties = Self.properties(of: game) + (scene.map(Self.properties) ?? [])
    let seen = texts.map(\.debugDescription).joined(separator: ", ")
    return """
      In frame \(loop.statistics.frames) \(G.self) had:\(properties.joined())
      Its picture had \(seen.isEmpty ? "no text" : "the texts \(seen)").
      """
  }

  private static func properties(of object: Any) -> [String] {
    Mirror(reflecting: object).children.map { child in
      "\n  \(child.label ?? "?") = \(String(describing: child.value).prefix(160))"
    }
  }
}

/// What was not as a test expects, in words.
public nonisolated struct GameTestFailure: Error, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }
}
