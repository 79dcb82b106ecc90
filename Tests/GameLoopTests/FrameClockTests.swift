import GameLoop
import TaskQueues
import Testing

@Suite("The frame clock")
struct FrameClockTests {
  /// Feeds a clock with frames of given lengths and collects its ticks.
  private func ticks(
    _ clock: inout FrameClock, from now: inout Instant, frames: Int, length: (Int) -> Duration
  ) -> [Int] {
    (0..<frames).map { frame in
      now = now.advanced(by: length(frame))
      return clock.ticks(at: now)
    }
  }

  private func started(tickRate: Int = 60) -> FrameClock {
    var clock = FrameClock(tickRate: tickRate)
    _ = clock.ticks(at: .zero)
    return clock
  }

  @Test(arguments: [30.0, 59.94, 60, 75, 120, 143.9, 240])
  func `ten minutes at any rate of display have ten minutes of ticks`(rate: Double) {
    var clock = started()
    var now = Instant.zero
    var random = SeededRandom(seed: 7)
    let frames = Int(600 * rate)
    let counts = ticks(&clock, from: &now, frames: frames) { _ in
      .nanoseconds(Int64((1 / rate + .random(in: -0.001...0.001, using: &random)) * 1e9))
    }
    let expected = Instant.zero.duration(to: now).seconds * 60
    #expect(abs(Double(counts.reduce(0, +)) - expected) <= 1)
  }

  @Test func `a slow machine runs in slow motion and never falls further behind`() {
    var clock = started()
    var now = Instant.zero
    let counts = ticks(&clock, from: &now, frames: 100) { _ in .milliseconds(200) }
    #expect(counts.allSatisfy { $0 == clock.mostTicks })
    // Nothing was saved up: the next ordinary frame is ordinary.
    #expect(ticks(&clock, from: &now, frames: 1) { _ in .nanoseconds(16_666_667) } == [1])
  }

  @Test func `a long gap is not caught up with`() {
    var clock = started()
    var now = Instant.zero
    let counts = ticks(&clock, from: &now, frames: 3) {
      $0 == 0 ? .seconds(30) : .nanoseconds(16_666_667)
    }
    #expect(counts == [1, 1, 1])
  }

  @Test(arguments: [59.8, 59.94, 60, 60.06, 60.2])
  func `a display near the tick rate gets one tick a frame, with rare corrections`(rate: Double) {
    var clock = started()
    var now = Instant.zero
    var random = SeededRandom(seed: 3)
    var jitter = 0.0
    let counts = ticks(&clock, from: &now, frames: 3600) { _ in
      // Frames come up to 1.5 ms early or late, about an even beat.
      let next = Double.random(in: -0.0015...0.0015, using: &random)
      defer { jitter = next }
      return .nanoseconds(Int64((1 / rate + next - jitter) * 1e9))
    }
    let corrections = counts.filter { $0 != 1 }
    // A minute drifts apart by 60 × the difference of the rates.
    #expect(Double(corrections.count) <= abs(rate - 60) * 60 + 1)
    for (count, next) in zip(counts, counts.dropFirst()) {
      #expect(count == 1 || next == 1, "0, 2 or 2, 0 in a row")
    }
  }

  @Test func `time that goes backwards is no time`() {
    var clock = started()
    #expect(clock.ticks(at: Instant.zero.advanced(by: .milliseconds(-50))) == 0)
    #expect(clock.ticks(at: Instant.zero.advanced(by: .milliseconds(17))) == 1)
  }

  @Test func `the fraction moves on from tick to tick on a fast display`() {
    var clock = started()
    var now = Instant.zero
    var fractions: [Float] = []
    var moved: [Float] = []
    var ticksSoFar: Float = 0
    for _ in 0..<48 {
      now = now.advanced(by: .nanoseconds(4_166_667))
      ticksSoFar += Float(clock.ticks(at: now))
      fractions.append(clock.fraction)
      moved.append(ticksSoFar + clock.fraction)
    }
    #expect(fractions.allSatisfy { (0...1).contains($0) })
    for (a, b) in zip(moved, moved.dropFirst()) { #expect(abs(b - a - 0.25) < 0.01) }
  }
}
