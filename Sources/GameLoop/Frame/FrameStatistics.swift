import Glibc
import TaskQueues

/// How a run went: what the loop counts while it runs.
public nonisolated struct FrameStatistics: Sendable {
  public internal(set) var frames = 0
  public internal(set) var ticks = 0
  public internal(set) var completions = 0

  /// How many frames took so long, in steps of a tenth of a millisecond; the last step holds all longer.
  private var histogram = [Int](repeating: 0, count: 1001)
  /// The longest frame, from its input to its presenting, without the wait that follows.
  public private(set) var longest = Duration.zero

  /// The frame of the last 33 ms or more is a hitch: at 60 Hz a picture was missed.
  public private(set) var hitches = 0

  mutating func frameTook(_ time: Duration) {
    frames += 1
    longest = max(longest, time)
    if time > .milliseconds(33) { hitches += 1 }
    histogram[min(Int(time.wholeNanoseconds / 100_000), histogram.count - 1)] += 1
  }

  /// The time that this part (0 to 1) of all frames did not exceed, to a tenth of a millisecond.
  public func percentile(_ part: Double) -> Duration {
    var left = Int((Double(frames) * part).rounded(.up))
    for (step, count) in histogram.enumerated() {
      left -= count
      if left <= 0 { return min(.nanoseconds(Int64(step + 1) * 100_000), longest) }
    }
    return longest
  }

  /// The most memory this process ever had, in bytes.
  public static var peakMemory: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
  }
}

extension FrameStatistics: CustomStringConvertible {
  public var description: String {
    func milliseconds(_ time: Duration) -> String {
      let tenths = (time.wholeNanoseconds + 50_000) / 100_000
      return "\(tenths / 10).\(tenths % 10) ms"
    }
    return """
      \(frames) frames, \(ticks) ticks, \(completions) completions; frame time median \
      \(milliseconds(percentile(0.5))), 99 % \(milliseconds(percentile(0.99))), longest \
      \(milliseconds(longest)), \(hitches) over 33 ms; peak memory \(Self.peakMemory / 1_000_000) MB
      """
  }
}
