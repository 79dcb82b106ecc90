import GameLoop
import TaskQueues
import TestSupport
import Testing

@Suite("The game's time")
struct FrameTimeTests {
  private func run(_ frames: Int, _ loop: FrameLoop<ProbeGame>) {
    for _ in 0..<frames { loop.runFrame() }
  }

  @Test func `stands still in a pause, in which update goes on and sees no time pass`() throws {
    let loop = try probeLoop()
    var lengths: [Duration] = []
    loop.game.onUpdate = { lengths.append($0.length) }
    run(2, loop)
    let time = loop.context.loop
    let before = time.now
    time.isPaused = true
    run(3, loop)
    #expect(time.now == before)
    #expect(lengths == [time.tickLength, time.tickLength, .zero, .zero, .zero])
    loop.end()
  }

  @Test func `passes in a pause by single steps`() throws {
    let loop = try probeLoop()
    var paused: [Bool] = []
    loop.game.onUpdate = { paused.append($0.isPaused) }
    let time = loop.context.loop
    time.step()
    time.step()
    run(4, loop)
    #expect(paused == [false, false, true, true])
    #expect(time.now == time.tickLength * 2 && time.isPaused)
    loop.end()
  }

  @Test func `leaves no step over when a pause ends`() throws {
    let loop = try probeLoop()
    let time = loop.context.loop
    time.step()
    time.isPaused = false
    time.isPaused = true
    run(3, loop)
    #expect(time.now == .zero)
    loop.end()
  }

  @Test(arguments: [0.25, 0.5, 1, 2, 10])
  func `passes as fast as the game asks, in ticks of the same length`(speed: Double) throws {
    let loop = try probeLoop()
    let time = loop.context.loop
    run(1, loop)
    time.speed = speed
    let before = time.now
    run(240, loop)
    let passed = (time.now - before).seconds / time.tickLength.seconds
    #expect(abs(passed - 240 * speed) <= 1)
    loop.end()
  }

  @Test
  func `draws at the same place between two ticks while it is paused, and goes on from there`()
    throws
  {
    let loop = try probeLoop()
    var drawn: [Float] = []
    loop.game.onDraw = { drawn.append($0.fraction) }
    let time = loop.context.loop
    run(1, loop)
    time.speed = 0.25
    run(2, loop)
    time.isPaused = true
    run(30, loop)
    let held = try #require(drawn.dropFirst(2).first)
    #expect(drawn.dropFirst(2).allSatisfy { $0 == held })
    time.isPaused = false
    run(1, loop)
    #expect(abs(try #require(drawn.last) - held) < 0.5)
    loop.end()
  }

  @Test func `loses nothing while the window is hidden and frames are seldom`() throws {
    let host = TestHost()
    let clock = ManualClock()
    var configuration = LoopConfiguration.stepped(
      seed: 1, assets: AssetFolder(path: "/nonexistent"), saves: SaveFolder(path: "/nonexistent"))
    configuration.environment = Environment(clock: clock)
    configuration.pacer = SeenPacer(clock)
    let loop = try FrameLoop<ProbeGame>(host: host, configuration: configuration)
    run(2, loop)
    host.events = [.visibilityChanged(isVisible: false)]
    run(100, loop)
    host.events = [.visibilityChanged(isVisible: true)]
    run(1, loop)
    let time = Instant.zero.duration(to: clock.now).seconds - 1.0 / 60
    #expect(abs(Double(loop.statistics.ticks) - time * 60) <= 1)
    loop.end()
  }
}

/// Moves a clock on by 100 ms in hidden frames and by a 60th of a second in others.
final class SeenPacer: Pacer {
  let period = Duration.nanoseconds(16_666_667)
  let keepsTime = false
  private let clock: ManualClock

  init(_ clock: ManualClock) { self.clock = clock }

  func endFrame(_ frame: FrameEnd, meanwhile: (_ until: Instant) -> Bool) {
    clock.advance(by: frame.isSeen ? period : .milliseconds(100))
  }
}
