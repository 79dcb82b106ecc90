/// A moment on a queue's clock. Only differences mean anything; wall-clock changes have no effect.
public struct Instant: InstantProtocol, Sendable {
  /// Nanoseconds since the clock's own beginning.
  @usableFromInline let nanoseconds: Int64

  @inlinable init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// The beginning of every clock.
  public static let zero = Instant(nanoseconds: 0)

  /// Later than anything that happens: sums that would overflow end here.
  public static let distantFuture = Instant(nanoseconds: .max)

  public func advanced(by duration: Duration) -> Instant {
    let (sum, overflow) = nanoseconds.addingReportingOverflow(duration.wholeNanoseconds)
    return overflow ? .distantFuture : Instant(nanoseconds: sum)
  }

  public func duration(to other: Instant) -> Duration {
    .nanoseconds(other.nanoseconds - nanoseconds)
  }

  public static func < (a: Instant, b: Instant) -> Bool { a.nanoseconds < b.nanoseconds }
}

extension Duration {
  /// The duration in nanoseconds, cut to what 64 bits hold.
  public var wholeNanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    if overflow { return seconds < 0 ? .min : .max }
    let (sum, overflowed) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000)
    return overflowed ? (seconds < 0 ? .min : .max) : sum
  }

  /// The duration as a number of seconds, for arithmetic on positions and speeds.
  public var seconds: Double { Double(wholeNanoseconds) / 1e9 }
}
