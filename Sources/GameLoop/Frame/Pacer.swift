import TaskQueues

/// Ends a frame: waits until the next one is to begin.
public protocol Pacer: AnyObject {
  /// - Parameter hostWaited: whether presenting the frame already waited for the display.
  func endFrame(hostWaited: Bool)
}

/// Begins frames at a steady rate of the system's clock: each has an absolute deadline, so that errors do
/// not add up. Sleeps until shortly before it and waits the rest out.
public final class SteadyPacer: Pacer {
  public let period: Duration
  private let clock = SystemClock.shared
  private var deadline: Instant?

  /// How long before the deadline the sleep ends. What the kernel is late by fits in it, most times.
  private static let exactWait = Duration.microseconds(200)

  public init(rate: Int) {
    precondition(rate > 0, "\(rate) frames a second is no rate: give at least 1")
    period = .nanoseconds(Int64((1e9 / Double(rate)).rounded()))
    clock.makeSleepExact()
  }

  public func endFrame(hostWaited: Bool) {
    let now = clock.now
    let next = (deadline ?? now).advanced(by: period)
    // After a frame that was too long, begin again from now instead of hurrying.
    deadline = next < now || hostWaited ? now : next
    guard !hostWaited, next > now else { return }
    clock.sleep(until: next.advanced(by: .zero - Self.exactWait))
    while clock.now < next {}
  }
}

/// Begins the next frame at once and moves a manual clock on by one frame: for headless play and tests.
public final class SteppingPacer: Pacer {
  private let clock: ManualClock
  private let period: Duration

  public init(clock: ManualClock, rate: Int) {
    precondition(rate > 0, "\(rate) frames a second is no rate: give at least 1")
    self.clock = clock
    period = .nanoseconds(Int64((1e9 / Double(rate)).rounded()))
  }

  public func endFrame(hostWaited: Bool) { clock.advance(by: period) }
}
