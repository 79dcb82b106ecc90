import TaskQueues

/// A game: made once with what it needs, updated every tick, drawn every frame, always on the main
/// thread.
///
///     @main
///     final class Hello: Game {
///       static let settings = GameSettings(title: "Hello", size: Vector(320, 180))
///       init(_ context: GameContext) { … }
///       func update(_ tick: Tick) { … }
///       func draw(on canvas: inout Canvas, _ frame: Frame) { … }
///     }
public protocol Game: AnyObject {
  static var settings: GameSettings { get }

  /// Nothing is loaded yet; ask `context.assets` for what the game wants to draw, and it will be.
  init(_ context: GameContext) throws

  /// Moves the game on by one tick.
  func update(_ tick: Tick)

  /// Whether the picture of this frame is another than the last one. Asked after the ticks of each frame that
  /// could be seen; where it is false the frame is neither drawn nor presented, and costs next to nothing.
  ///
  ///     var needsDrawing: Bool { board.hasChanged }
  ///
  /// Not asked where the last picture cannot stay: in the first frame, after the window was hidden or has changed its
  /// size, and when an asset has come in, also again because its file has changed. Each frame is drawn unless a game
  /// says otherwise.
  var needsDrawing: Bool { get }

  /// Draws the game as it is between the last two ticks. The canvas begins with the background.
  func draw(on canvas: inout Canvas, _ frame: Frame)

  /// The player wants to leave. The loop ends after this frame unless this returns false.
  func shouldClose() -> Bool

  /// The window has lost or gained the keyboard.
  func focusChanged(hasFocus: Bool)
}

extension Game {
  public var needsDrawing: Bool { true }
  public func shouldClose() -> Bool { true }
  public func focusChanged(hasFocus: Bool) {}
}

/// One fixed step of game time.
public nonisolated struct Tick: Sendable {
  /// Counted from 0.
  public let number: Int
  /// How much game time it has: the same each time, and none while the game is paused.
  public let length: Duration
  public let input: Input

  /// The length in seconds, to multiply speeds with.
  public let seconds: Float

  /// Whether the game is paused: then `update` is called to see the input, and no time passes.
  public var isPaused: Bool { length == .zero }

  public init(number: Int, length: Duration, input: Input) {
    self.number = number
    self.length = length
    self.input = input
    seconds = Float(length.seconds)
  }
}

/// One picture.
public nonisolated struct Frame: Sendable {
  /// Counted from 0.
  public let number: Int
  /// How far the picture is from the tick before the last (0) to the last one (1): draw things there
  /// and they move smoothly at any rate of display.
  public let fraction: Float

  public init(number: Int, fraction: Float) {
    self.number = number
    self.fraction = fraction
  }
}

/// What a game is before it runs.
public nonisolated struct GameSettings: Sendable {
  /// In the window's title.
  public var title: String
  /// Names the game's folder of saved files: lower-case letters a to z, digits and hyphens. Made of the title where
  /// none is given.
  public var identifier: String { didSet { checkIdentifier() } }
  /// Of the picture, at least 1 × 1. The window shows it as large as fits, in its own shape.
  public var size: Vector { didSet { checkSize() } }
  /// How many times larger than the picture the window is at first: more than 0.
  public var windowScale: Float { didSet { checkSize() } }
  /// How the picture fills a window of another size.
  public var scaling: PictureScaling
  public var background: Color
  /// Fixed updates in a second.
  public var tickRate: Int
  /// Frames in a second; nil is as many as the display shows, or 60 where that is not known. Ticks do not
  /// depend on it.
  public var frameRate: Int?
  public var completionBudget: CompletionBudget
  /// Whether completions that come while a frame waits for its end run at once, as the first of the next
  /// frame's completions phase and on its budget. Their results are there up to a frame earlier.
  public var drainsWhileWaiting: Bool
  /// Shows and hides the overlay of statistics: frame times, hitches, what waits, draw calls, memory. Nil for none.
  /// The game sees the key, too: one that uses it for something else names another key here.
  public var statisticsKey: Key?
  /// Saves what is seen as a PNG file, as `Window.saveScreenshot` does, and says where. Nil for none. The game
  /// sees the key, too.
  public var screenshotKey: Key?
  /// The source file the settings are written in: assets are looked for beside it, too.
  public var source: String

  public init(
    title: String, identifier: String? = nil, size: Vector = Vector(640, 360),
    windowScale: Float = 2, scaling: PictureScaling = .fit,
    background: Color = .black, tickRate: Int = 60, frameRate: Int? = nil,
    completionBudget: CompletionBudget = .default, drainsWhileWaiting: Bool = false,
    statisticsKey: Key? = .function(1), screenshotKey: Key? = .function(12),
    source: String = #filePath
  ) {
    self.title = title
    self.identifier = identifier ?? Self.identifier(from: title)
    self.size = size
    self.windowScale = windowScale
    self.scaling = scaling
    self.background = background
    self.tickRate = tickRate
    self.frameRate = frameRate
    self.completionBudget = completionBudget
    self.drainsWhileWaiting = drainsWhileWaiting
    self.statisticsKey = statisticsKey
    self.screenshotKey = screenshotKey
    self.source = source
    checkIdentifier()
    checkSize()
  }

  private func checkIdentifier() {
    precondition(
      SaveFolder.isIdentifier(identifier),
      """
      an identifier names a folder with lower-case letters a to z, digits and hyphens, as \
      \"\(Self.identifier(from: identifier))\", not \"\(identifier)\"
      """)
  }

  private func checkSize() {
    precondition(
      size.x >= 1 && size.y >= 1 && size.x.isFinite && size.y.isFinite,
      "a picture of \(size.x) × \(size.y) has no pixels: give a size of at least 1 × 1")
    precondition(
      windowScale > 0 && windowScale.isFinite,
      "a window \(windowScale) times as large as its picture is none: give a scale above 0")
  }

  private static func identifier(from title: String) -> String {
    let words = title.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return words.isEmpty ? "game" : words.joined(separator: "-")
  }
}
