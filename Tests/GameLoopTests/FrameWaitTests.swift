import GameLoop
import TaskQueues
import TestSupport
import Testing

/// What runs while a frame waits for its end.
@Suite("Completions while a frame waits", .patience)
struct FrameWaitTests {
  private func loop(_ clock: JumpingClock) throws -> FrameLoop<WaitingGame> {
    var configuration = LoopConfiguration.stepped(
      seed: 1, assets: AssetFolder(path: "/nonexistent"), saves: SaveFolder(path: "/nonexistent"))
    configuration.environment = Environment(clock: clock)
    configuration.pacer = WaitingPacer(clock)
    // Some, so that the loop does not do the work; what is submitted here goes to the completion port.
    configuration.jobThreads = 1
    return try FrameLoop<WaitingGame>(host: TestHost(), configuration: configuration)
  }

  @Test func `run before the next frame, in order, on its budget`() throws {
    let clock = JumpingClock()
    let loop = try loop(clock)
    let game = loop.game
    game.inTick = {
      guard $0.number == 0 else { return }
      for number in 0..<5 { game.submit { game.calls.append("completion \(number)") } }
    }
    game.whenFrameEnds = { game.calls.append("end") }
    for _ in 0..<2 { loop.runFrame() }
    #expect(
      game.calls == [
        "tick 0", "completion 0", "completion 1", "completion 2", "end",
        // The budget of three is spent; the next frame's begins when it waits.
        "tick 1", "completion 3", "completion 4", "end",
      ])
    game.forget()
    loop.end()
  }

  @Test func `leave what they submit to the next frame`() throws {
    let clock = JumpingClock()
    let loop = try loop(clock)
    let game = loop.game
    game.inTick = {
      guard $0.number == 0 else { return }
      game.submit {
        game.calls.append("first")
        game.submit { game.calls.append("second") }
      }
    }
    game.whenFrameEnds = { game.calls.append("end") }
    for _ in 0..<2 { loop.runFrame() }
    #expect(game.calls == ["tick 0", "first", "end", "second", "tick 1", "end"])
    game.forget()
    loop.end()
  }

  @Test func `do not begin in the last millisecond`() throws {
    let clock = JumpingClock()
    let loop = try loop(clock)
    let game = loop.game
    game.inTick = {
      guard $0.number == 0 else { return }
      game.submit {
        game.calls.append("long")
        clock.advance(by: .milliseconds(9))
      }
      game.submit { game.calls.append("next") }
    }
    game.whenFrameEnds = { game.calls.append("end") }
    for _ in 0..<2 { loop.runFrame() }
    #expect(game.calls == ["tick 0", "long", "end", "next", "tick 1", "end"])
    game.forget()
    loop.end()
  }
}

/// A game that is told when the wait for its frame is over.
final class WaitingGame: Game {
  static let settings = GameSettings(
    title: "Waiting", completionBudget: CompletionBudget(.count(3)), drainsWhileWaiting: true)

  private let context: GameContext
  var calls: [String] = []
  var inTick: (Tick) -> Void = { _ in }
  var whenFrameEnds: () -> Void = {} { didSet { Self.whenFrameEnds = whenFrameEnds } }
  fileprivate static var whenFrameEnds: () -> Void = {}

  init(_ context: GameContext) { self.context = context }

  func update(_ tick: Tick) {
    calls.append("tick \(tick.number)")
    inTick(tick)
  }

  func draw(on canvas: inout Canvas, _ frame: Frame) {}

  /// Lets go of what a test had it do, which holds the game.
  func forget() {
    inTick = { _ in }
    whenFrameEnds = {}
  }

  func submit(_ callback: @escaping @MainActor () -> Void) {
    do {
      try context.queue.submit(to: .completion) { cancelled in
        if !cancelled { MainActor.assumeIsolated { callback() } }
      }
    } catch {
      Issue.record("the loop has ended: \(error)")
    }
  }
}

/// Waits ten milliseconds, in which others may do something.
private final class WaitingPacer: Pacer {
  let period = Duration.milliseconds(10)
  let keepsTime = false
  private let clock: JumpingClock

  init(_ clock: JumpingClock) { self.clock = clock }

  func endFrame(_ frame: FrameEnd, meanwhile: (_ until: Instant) -> Bool) {
    let end = clock.now.advanced(by: period)
    _ = meanwhile(end)
    if clock.now < end { clock.advance(by: clock.now.duration(to: end)) }
    WaitingGame.whenFrameEnds()
  }
}

/// A clock that stands still until somebody waits, and then is where he waits for: everything that is there is
/// done first, and no thread sleeps.
private nonisolated final class JumpingClock: TimeSource {
  private let clock = ManualClock()

  var now: Instant { clock.now }
  func advance(by duration: Duration) { clock.advance(by: duration) }

  func set(_ alarm: any Alarm, to instant: Instant?) {
    if let instant, instant > now { clock.advance(by: now.duration(to: instant)) }
  }
}
