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

  /// Draws the game as it is between the last two ticks. The canvas begins with the background.
  func draw(on canvas: inout Canvas, _ frame: Frame)

  /// The player wants to leave. The loop ends after this frame unless this returns false.
  func shouldClose() -> Bool

  /// The window has lost or gained the keyboard.
  func focusChanged(hasFocus: Bool)
}

extension Game {
  public func shouldClose() -> Bool { true }
  public func focusChanged(hasFocus: Bool) {}
}

/// One fixed step of game time.
public nonisolated struct Tick: Sendable {
  /// Counted from 0.
  public let number: Int
  public let length: Duration
  public let input: Input

  /// The length in seconds, to multiply speeds with.
  public let seconds: Float

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
  /// Names the game's folder of saved files: lower-case letters, digits and hyphens.
  public var identifier: String
  /// Of the picture. The window shows it as large as fits, in its own shape.
  public var size: Vector
  /// How many times larger than the picture the window is at first.
  public var windowScale: Float
  /// How the picture fills a window of another size.
  public var scaling: PictureScaling
  public var background: Color
  /// Fixed updates in a second.
  public var tickRate: Int
  public var completionBudget: CompletionBudget
  /// The source file the settings are written in: assets are looked for beside it, too.
  public var source: String

  public init(
    title: String, identifier: String? = nil, size: Vector = Vector(640, 360),
    windowScale: Float = 2, scaling: PictureScaling = .fit,
    background: Color = .black, tickRate: Int = 60, completionBudget: CompletionBudget = .default,
    source: String = #filePath
  ) {
    self.title = title
    self.identifier = identifier ?? Self.identifier(from: title)
    self.size = size
    self.windowScale = windowScale
    self.scaling = scaling
    self.background = background
    self.tickRate = tickRate
    self.completionBudget = completionBudget
    self.source = source
  }

  private static func identifier(from title: String) -> String {
    let words = title.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return words.isEmpty ? "game" : words.joined(separator: "-")
  }
}
