import TaskQueues

/// Says until when a frame waits. A value: it is told the time and has no idea of its own.
///
/// Frames have absolute deadlines, a period apart, so that errors do not add up. The wait for one is a sleep
/// that ends a little earlier, because the kernel wakes late, and the rest is waited out exactly. How much
/// earlier is learned: as late as the last sleeps ended, the worst but one of 128.
///
///     if let deadline = pace.frameEnds(FrameEnd(length: length), at: now) {
///       // sleep until pace.sleepEnd, tell pace how late that was, wait until deadline
///     }
public nonisolated struct FramePace: Sendable {
  /// From a frame to the next.
  public let period: Duration
  /// From a frame to the next while nobody sees the picture.
  public let hiddenPeriod: Duration
  /// Whether frames come as the display asks for them where presenting is seen to wait for it.
  public let followsDisplay: Bool

  private var deadline: Instant?
  private var oversleeps = Oversleeps()

  /// - Parameters:
  ///   - rate: frames a second.
  ///   - hiddenRate: frames a second while nobody sees the picture. Never more than `rate`.
  public init(rate: Int, hiddenRate: Int = 10, followsDisplay: Bool = true) {
    precondition(rate > 0, "\(rate) frames a second is no rate: give at least 1")
    precondition(hiddenRate > 0, "\(hiddenRate) frames a second is no rate: give at least 1")
    period = Self.period(rate)
    hiddenPeriod = Self.period(min(rate, hiddenRate))
    self.followsDisplay = followsDisplay
  }

  static func period(_ rate: Int) -> Duration {
    .nanoseconds(Int64((1e9 / Double(rate)).rounded()))
  }

  /// A frame's work is done.
  ///
  /// - Returns: when the next frame begins; nil is at once.
  public mutating func frameEnds(_ frame: FrameEnd, at now: Instant) -> Instant? {
    let period = frame.isSeen ? self.period : hiddenPeriod
    if frame.hostWaited && followsDisplay && frame.isSeen {
      deadline = now
      return nil
    }
    // A frame that began before its deadline, because something happened, is followed by an ordinary one.
    let begin = deadline ?? now.advanced(by: .zero - frame.length)
    let next = min(begin.advanced(by: period), now.advanced(by: period))
    // After one that was too long, begin again from now instead of hurrying.
    deadline = max(next, now)
    return next > now ? next : nil
  }

  /// When the sleep before the deadline is to end.
  public var sleepEnd: Instant {
    (deadline ?? .zero).advanced(by: .zero - oversleeps.earlyEnd)
  }

  /// By how much a sleep ends before its deadline: from 50 µs to 2 ms.
  public var earlyEnd: Duration { oversleeps.earlyEnd }

  /// A sleep that was to end at `sleepEnd` has ended so much later.
  public mutating func sleepEnded(late: Duration) { oversleeps.append(late) }
}

/// By how much the last sleeps were too long.
nonisolated struct Oversleeps: Sendable {
  private static var capacity: Int { 128 }

  /// In nanoseconds, the oldest overwritten by the newest.
  private var last = InlineArray<128, Int32>(repeating: 0)
  private var next = 0

  /// Until something is learned, as long as a busy kernel mostly needs.
  private(set) var earlyEnd = Duration.microseconds(200)

  mutating func append(_ late: Duration) {
    last[next % Self.capacity] = Int32(clamping: late.wholeNanoseconds)
    next += 1
    // The worst of all may have been one bad moment, which is not worth two seconds of waiting awake.
    var (worst, second): (Int32, Int32) = (0, 0)
    for index in 0..<min(next, Self.capacity) {
      let late = last[index]
      second = max(second, min(worst, late))
      worst = max(worst, late)
    }
    let learned = next < 8 ? max(second, 200_000) : second
    earlyEnd = .nanoseconds(min(max(Int64(learned) + 10_000, 50_000), 2_000_000))
  }
}
