import GameLoop
import TaskQueues
import TestSupport
import Testing

/// A game as one would write it: a level is loaded in an `async` function, which shows that it loads, waits
/// for what it needs and begins. Leaving the scene is letting go of its scope.
private final class LevelGame: Game {
  static let settings = GameSettings(title: "Levels")

  enum Screen: Equatable {
    case loading(String)
    case playing(rooms: Int)
    case title
    case broken(String)
  }

  private let context: GameContext
  private(set) var screen = Screen.title
  private var level: CancelScope?
  var chosenLevel: Int?

  init(_ context: GameContext) {
    self.context = context
    enterLevel(2)
  }

  private func enterLevel(_ number: Int) {
    let scope = CancelScope()
    level = scope
    scope.task { [self] in await load(number) }
  }

  func leaveLevel() {
    level = nil
    screen = .title
  }

  private func load(_ number: Int) async {
    do {
      screen = .loading("Level \(number)")
      let rooms = try await context.queue.run { try Self.rooms(ofLevel: number) }
      // The title stays long enough to be read.
      try await context.loop.sleep(for: .milliseconds(100))
      screen = .playing(rooms: rooms)
    } catch is CancellationError {
      // The player has left.
    } catch {
      screen = .broken("\(error)")
    }
  }

  struct NoSuchLevel: Error {}

  /// Takes long: runs on a job thread.
  private nonisolated static func rooms(ofLevel number: Int) throws -> Int {
    guard number < 3 else { throw NoSuchLevel() }
    return number * 10
  }

  func update(_ tick: Tick) {
    if let chosenLevel { enterLevel(chosenLevel) }
    chosenLevel = nil
  }

  func draw(on canvas: inout Canvas, _ frame: Frame) {}
}

@Suite("A level that is loaded in an async function")
struct LevelLoadingTests {
  private func play() throws -> FrameLoop<LevelGame> {
    try FrameLoop<LevelGame>(
      host: TestHost(),
      configuration: .stepped(
        seed: 1, assets: AssetFolder(path: "/nonexistent"),
        saves: SaveFolder(path: "/nonexistent")))
  }

  @Test func `is shown loading and then played`() throws {
    let loop = try play()
    loop.runFrame()
    #expect(loop.game.screen == .loading("Level 2"))
    for _ in 0..<6 { loop.runFrame() }
    #expect(loop.game.screen == .loading("Level 2"))
    loop.runFrame()
    #expect(loop.game.screen == .playing(rooms: 20))
    loop.end()
  }

  @Test func `does not come into a scene that the player has left`() throws {
    let loop = try play()
    loop.runFrame()
    loop.game.leaveLevel()
    for _ in 0..<20 { loop.runFrame() }
    #expect(loop.game.screen == .title)
    loop.end()
  }

  @Test func `says why it cannot be played`() throws {
    let loop = try play()
    loop.game.chosenLevel = 3
    for _ in 0..<4 { loop.runFrame() }
    #expect(loop.game.screen == .broken("NoSuchLevel()"))
    loop.end()
  }
}
