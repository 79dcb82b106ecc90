import TaskQueues

/// Ends a frame: waits until the next one is to begin.
public protocol Pacer: AnyObject {
  /// From a frame to the next.
  var period: Duration { get }
  /// Whether that time really passes. Otherwise frames come as fast as the machine can.
  var keepsTime: Bool { get }

  /// - Parameters:
  ///   - frame: what ends.
  ///   - meanwhile: is called where there is time to wait, and may use it until an instant of the system's
  ///     clock or return earlier. When it returns false something has happened that the next frame is to
  ///     see at once.
  func endFrame(_ frame: FrameEnd, meanwhile: (_ until: Instant) -> Bool)
}

/// What a pacer is told of a frame.
public nonisolated struct FrameEnd: Sendable {
  /// How long ago the frame began.
  public let length: Duration
  /// Whether presenting the frame already waited for the display.
  public let hostWaited: Bool
  /// Whether anybody sees the picture: the window may be minimised or wholly hidden.
  public let isSeen: Bool

  public init(length: Duration, hostWaited: Bool = false, isSeen: Bool = true) {
    self.length = length
    self.hostWaited = hostWaited
    self.isSeen = isSeen
  }
}

/// Begins frames at a steady rate of the system's clock, as `FramePace` says: sleeps until shortly before each
/// deadline and waits the rest out.
public final class SteadyPacer: Pacer {
  private var pace: FramePace
  private let clock = SystemClock.shared

  public init(_ pace: FramePace) {
    self.pace = pace
    clock.makeSleepExact()
  }

  public convenience init(rate: Int) { self.init(FramePace(rate: rate)) }

  public var period: Duration { pace.period }
  public var keepsTime: Bool { true }

  public func endFrame(_ frame: FrameEnd, meanwhile: (_ until: Instant) -> Bool) {
    guard let deadline = pace.frameEnds(frame, at: clock.now) else { return }
    let sleepEnd = pace.sleepEnd
    guard meanwhile(sleepEnd) else { return }
    sleep(until: sleepEnd)
    while clock.now < deadline {}
  }

  private func sleep(until end: Instant) {
    var now = clock.now
    guard now < end else { return }
    // A signal ends a sleep early.
    while now < end {
      clock.sleep(until: end)
      now = clock.now
    }
    pace.sleepEnded(late: end.duration(to: now))
  }
}

/// Begins the next frame at once and moves a manual clock on by one frame: for headless play and tests.
public final class SteppingPacer: Pacer {
  public let period: Duration
  private let clock: ManualClock

  public init(clock: ManualClock, rate: Int) {
    precondition(rate > 0, "\(rate) frames a second is no rate: give at least 1")
    self.clock = clock
    period = FramePace.period(rate)
  }

  public var keepsTime: Bool { false }

  public func endFrame(_ frame: FrameEnd, meanwhile: (_ until: Instant) -> Bool) {
    clock.advance(by: period)
  }
}
