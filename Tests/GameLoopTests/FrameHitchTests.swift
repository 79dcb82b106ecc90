import GameLoop
import TaskQueues
import TestSupport
import Testing

/// Work takes the time of a manual stopwatch, which the game moves.
@Suite("A hitch")
struct FrameHitchTests {
  private let stopwatch = ManualClock()

  private func loop(
    _ host: TestHost = TestHost(), whenHitching: ((Hitch) -> Void)? = nil
  ) throws -> FrameLoop<ProbeGame> {
    var configuration = LoopConfiguration.stepped(
      seed: 1, assets: AssetFolder(path: "/nonexistent"), saves: SaveFolder(path: "/nonexistent"))
    configuration.stopwatch = stopwatch
    configuration.namesCallbacks = true
    configuration.whenHitching = whenHitching
    return try FrameLoop<ProbeGame>(host: host, configuration: configuration)
  }

  private func work(_ milliseconds: Int) { stopwatch.advance(by: .milliseconds(milliseconds)) }

  /// The hitch of the next frame, in words.
  private func hitch(_ loop: FrameLoop<ProbeGame>) -> String? {
    let before = loop.statistics.hitchCount
    loop.runFrame()
    return loop.statistics.hitchCount == before ? nil : loop.statistics.hitches.last?.description
  }

  @Test func `is a frame that worked for longer than it had`() throws {
    let loop = try loop()
    var time = 16
    loop.game.onDraw = { _ in work(time) }
    #expect(hitch(loop) == nil)
    time = 17
    #expect(hitch(loop) == "frame 1 took 17.0 ms: draw 17.0 ms")
    loop.end()
  }

  @Test func `says which tick took longest`() throws {
    let loop = try loop()
    loop.game.onUpdate = { work($0.number == 3 ? 30 : 1) }
    loop.context.loop.speed = 2
    let hitches = (0..<4).compactMap { _ in hitch(loop) }
    #expect(hitches.count == 1)
    #expect(hitches.first?.hasSuffix("of which tick 3 30.0 ms") == true)
    loop.end()
  }

  @Test func `is told when its frame is over, and the last ones and the worst are kept`() throws {
    var told: [Int] = []
    let loop = try loop(whenHitching: { told.append($0.frame) })
    loop.game.onDraw = { work($0.number == 5 ? 90 : 20) }
    for _ in 0..<40 { loop.runFrame() }
    #expect(told == Array(0..<40))
    #expect(loop.statistics.hitchCount == 40)
    #expect(loop.statistics.hitches.map(\.frame) == Array(24..<40))
    #expect(loop.statistics.worstHitch?.frame == 5)
    #expect("\(loop.statistics)".hasSuffix("\nThe worst hitch: frame 5 took 90.0 ms: draw 90.0 ms"))
    loop.end()
  }

  // MARK: Whose callback it was

  /// The hitch of a frame whose completions were slow, once it comes.
  private func slowCompletion(_ loop: FrameLoop<ProbeGame>) throws -> String {
    for _ in 0..<10 {
      if let hitch = hitch(loop) { return hitch }
    }
    return "none"
  }

  private func expect(_ hitch: String, toName name: String) {
    #expect(hitch.contains("completions 50.0 ms, of which \(name) 40.0 ms"), "\(hitch)")
  }

  private func load(_ loop: FrameLoop<ProbeGame>) throws {
    try loop.context.run({ _ in 1 }, completion: { _ in work(10) })
    try loop.context.run({ _ in "level" }, completion: { _ in work(40) })
  }

  @Test func `names the completion of a run by the function that handed it over`() throws {
    let loop = try loop()
    try load(loop)
    expect(try slowCompletion(loop), toName: "closure #4 in FrameHitchTests.load(_:)")
    loop.end()
  }

  @Test func `names a callback that was submitted as it is`() throws {
    let loop = try loop()
    for time in [10, 40] {
      try loop.context.queue.submit(to: .completion) { [stopwatch] _ in
        stopwatch.advance(by: .milliseconds(time))
      }
    }
    let hitch = try slowCompletion(loop)
    #expect(hitch.contains("of which closure #1 in FrameHitchTests."), "\(hitch)")
    loop.end()
  }

  private func waitAndWork(_ context: GameContext) async throws {
    let time = try await context.queue.run { 40 }
    work(time)
  }

  @Test func `names the function of a task that went on`() throws {
    let loop = try loop()
    let context = loop.context
    loop.game.onUpdate = { tick in
      if tick.number == 0 { context.scope.task { try await waitAndWork(context) } }
    }
    let hitch = try slowCompletion(loop)
    #expect(hitch.contains("of which FrameHitchTests.waitAndWork(_:) 40.0 ms"), "\(hitch)")
    loop.end()
  }

  @Test func `names the function of a task that begins`() throws {
    let loop = try loop()
    loop.game.onUpdate = { tick in
      if tick.number == 0 { Task { work(40) } }
    }
    let hitch = try slowCompletion(loop)
    #expect(hitch.contains("in FrameHitchTests."), "\(hitch)")
    loop.end()
  }

  @Test func `names a listener`() throws {
    let host = TestHost()
    let loop = try loop(host)
    _ = loop.context.gamepads.register(
      on: loop.context.queue, onMainActor: { _ in work(40) })
    host.events = [.input(.gamepadConnected(GamepadID(1), name: "Pad"))]
    let hitch = try slowCompletion(loop)
    #expect(hitch.contains("in FrameHitchTests."), "\(hitch)")
    loop.end()
  }

  @Test func `names a function of C by its symbol`() throws {
    let loop = try loop()
    try loop.context.queue.submit(
      to: .completion,
      { context, _ in
        guard let context else { return }
        Unmanaged<ManualClock>.fromOpaque(context).takeUnretainedValue()
          .advance(by: .milliseconds(40))
      }, Unmanaged.passUnretained(stopwatch).toOpaque())
    let hitch = try slowCompletion(loop)
    #expect(hitch.contains("closure #1 in FrameHitchTests."), "\(hitch)")
    loop.end()
  }
}
