import GameLoop
import TaskQueues
import Testing

@Suite("The pace of frames")
struct FramePaceTests {
  private let period = Duration.nanoseconds(16_666_667)

  /// When the frames begin whose work takes so long.
  private func begins(
    _ pace: inout FramePace, work: [Duration], isSeen: Bool = true, hostWaited: Bool = false
  ) -> [Duration] {
    var now = Instant.zero
    return work.map { work in
      now = now.advanced(by: work)
      let end = FrameEnd(length: work, hostWaited: hostWaited, isSeen: isSeen)
      now = pace.frameEnds(end, at: now) ?? now
      return Instant.zero.duration(to: now)
    }
  }

  @Test func `keeps absolute deadlines, whatever the work of a frame`() {
    var pace = FramePace(rate: 60)
    let work = (0..<600).map { Duration.microseconds($0 % 13 * 1000) }
    let begins = begins(&pace, work: work)
    for (frame, begin) in begins.enumerated() { #expect(begin == period * (frame + 1)) }
  }

  @Test func `begins again from a frame that was too long instead of hurrying`() {
    var pace = FramePace(rate: 60)
    let begins = begins(&pace, work: [.zero, .milliseconds(40), .milliseconds(1)])
    let late = period + .milliseconds(40)
    #expect(begins == [period, late, late + period])
  }

  @Test func `is slower while nobody sees the picture, and its own again at once`() {
    var pace = FramePace(rate: 60, hiddenRate: 10)
    let hidden = begins(&pace, work: [.zero, .zero], isSeen: false)
    #expect(hidden == [.milliseconds(100), .milliseconds(200)])
    // The window is seen 30 ms into the wait: the frame begins, and the next follows after a period.
    let seen = Instant.zero.advanced(by: .milliseconds(130))
    #expect(pace.frameEnds(FrameEnd(length: .zero), at: seen) == seen.advanced(by: period))
  }

  @Test func `does not wait again where presenting has waited for the display`() {
    var pace = FramePace(rate: 60)
    #expect(pace.frameEnds(FrameEnd(length: .zero, hostWaited: true), at: .zero) == nil)
  }

  @Test func `waits behind the display where it is to be slower than that`() {
    var pace = FramePace(rate: 30, followsDisplay: false)
    #expect(pace.frameEnds(FrameEnd(length: .zero, hostWaited: true), at: .zero) != nil)
  }

  @Test func `ends sleeps as early as the last ones were late, but for the worst`() {
    var pace = FramePace(rate: 60)
    for _ in 0..<200 { pace.sleepEnded(late: .microseconds(70)) }
    pace.sleepEnded(late: .milliseconds(9))
    #expect(pace.earlyEnd == .microseconds(80))
    pace.sleepEnded(late: .microseconds(400))
    #expect(pace.earlyEnd == .microseconds(410))
    for _ in 0..<128 { pace.sleepEnded(late: .microseconds(70)) }
    #expect(pace.earlyEnd == .microseconds(80))
  }

  @Test(arguments: [(Duration.zero, Duration.microseconds(50)), (.seconds(1), .milliseconds(2))])
  func `ends sleeps neither too early nor too late`(late: Duration, early: Duration) {
    var pace = FramePace(rate: 60)
    for _ in 0..<128 { pace.sleepEnded(late: late) }
    #expect(pace.earlyEnd == early)
    let deadline = pace.frameEnds(FrameEnd(length: .zero), at: .zero)
    #expect(deadline.map { pace.sleepEnd.duration(to: $0) } == early)
  }
}
