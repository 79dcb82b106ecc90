import GameLoop
import TaskQueues
import TestSupport
import Testing

/// Frames that keep the time of a manual clock.
@Suite("What a run tells of its frames")
struct FrameStatisticsTests {
  private let clock = ManualClock()

  private func loop() throws -> FrameLoop<ProbeGame> {
    var configuration = LoopConfiguration.stepped(
      seed: 1, assets: AssetFolder(path: "/nonexistent"), saves: SaveFolder(path: "/nonexistent"))
    configuration.environment = Environment(clock: clock)
    configuration.stopwatch = clock
    configuration.pacer = GridPacer(clock)
    return try FrameLoop<ProbeGame>(host: TestHost(), configuration: configuration)
  }

  /// Runs frames that draw for so many milliseconds.
  private func run(_ loop: FrameLoop<ProbeGame>, drawing times: [Int]) {
    for time in times {
      loop.game.onDraw = { _ in clock.advance(by: .milliseconds(time)) }
      loop.runFrame()
    }
  }

  @Test func `has the work and the intervals of frames, each with its distribution`() throws {
    let loop = try loop()
    run(loop, drawing: [0] + Array(repeating: 2, count: 90) + Array(repeating: 8, count: 10))
    let (work, intervals) = (loop.statistics.work, loop.statistics.intervals)
    #expect(work.count == 101 && intervals.count == 100)
    #expect(work.percentile(0.5) == .microseconds(2010) && work.longest == .milliseconds(8))
    #expect(work.percentile(0.95) == .milliseconds(8))
    #expect(abs(work.mean.seconds - (90 * 2 + 10 * 8) / 101 * 0.001) < 1e-4)
    #expect(intervals.mean == .milliseconds(10) && intervals.deviation == .zero)
    loop.end()
  }

  @Test func `counts the pictures that the display went without, and hitches once`() throws {
    let loop = try loop()
    // The frame that takes 35 ms begins on time; the one after it is late by that.
    run(loop, drawing: [1, 1, 35, 1, 1])
    #expect(loop.statistics.missedDeadlines == 3)
    #expect(loop.statistics.hitches.map(\.frame) == [2])
    loop.end()
  }

  @Test func `tells a frame that came late though nothing took long`() throws {
    let loop = try loop()
    run(loop, drawing: [1, 1])
    clock.advance(by: .milliseconds(25))
    run(loop, drawing: [1])
    #expect(
      loop.statistics.hitches.map(\.description) == [
        "frame 2 came 35.0 ms after the one before: the wait between them was too long"
      ])
    loop.end()
  }

  @Test func `has the times of the last 240 frames, the oldest first`() throws {
    let loop = try loop()
    run(loop, drawing: (0..<300).map { $0 % 7 })
    let expected = (60..<300).map { Duration.milliseconds($0 % 7) }
    #expect(Array(loop.context.statistics.recent) == expected)
    loop.end()
  }

  @Test func `has the phases of the last frame, and what its budget left`() throws {
    let loop = try loop()
    for _ in 0..<5 { try loop.context.run({ _ in }, completion: { _ in }) }
    run(loop, drawing: [3])
    #expect(loop.statistics.lastFrame[.draw] == .milliseconds(3))
    #expect(loop.statistics.lastFrame.longest == .draw)
    #expect(loop.statistics.lastCompletions == 2 && loop.statistics.waitingCompletions == 3)
    loop.end()
  }

  @Test func `tells how evenly frames came`() throws {
    let loop = try loop()
    run(loop, drawing: [0] + Array(repeating: 1, count: 10))
    #expect(loop.statistics.pacing.hasPrefix("100.00 Hz, sd 0.00 ms, p99 10.00 ms, 0 missed, "))
    loop.end()
  }

  @Test func `has the memory of the process`() {
    #expect(ProcessMemory.current > 1_000_000)
    #expect(ProcessMemory.peak >= ProcessMemory.current / 2)
  }
}

/// Begins frames every ten milliseconds of a clock, or as soon after as the clock is.
private final class GridPacer: Pacer {
  let period = Duration.milliseconds(10)
  let keepsTime = true
  private let clock: ManualClock
  private var pace = FramePace(rate: 100)

  init(_ clock: ManualClock) { self.clock = clock }

  func endFrame(_ frame: FrameEnd, meanwhile: (_ until: Instant) -> Bool) {
    if let next = pace.frameEnds(frame, at: clock.now) {
      clock.advance(by: clock.now.duration(to: next))
    }
  }
}
