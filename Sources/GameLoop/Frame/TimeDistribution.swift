import TaskQueues

/// How times are distributed: their mean, spread and percentiles. Takes in as many as there are, in the same
/// memory.
public nonisolated struct TimeDistribution: Sendable {
  public private(set) var count = 0
  public private(set) var longest = Duration.zero

  /// In nanoseconds.
  private var meanTime = 0.0
  private var squares = 0.0
  /// How many times fell into each step.
  private var steps = [UInt32](repeating: 0, count: fineSteps + coarseSteps + 1)

  // Steps of 10 µs up to 40 ms, then of 1 ms up to a second; the last step holds all longer ones.
  private static var fine: Int64 { 10_000 }
  private static var fineSteps: Int { 4_000 }
  private static var coarse: Int64 { 1_000_000 }
  private static var coarseSteps: Int { 960 }
  private static var fineEnd: Int64 { fine * Int64(fineSteps) }

  public init() {}

  mutating func append(_ time: Duration) {
    let nanoseconds = max(0, time.wholeNanoseconds)
    count += 1
    longest = max(longest, time)
    let apart = Double(nanoseconds) - meanTime
    meanTime += apart / Double(count)
    squares += apart * (Double(nanoseconds) - meanTime)
    steps[Self.step(nanoseconds)] &+= 1
  }

  private static func step(_ nanoseconds: Int64) -> Int {
    if nanoseconds < fineEnd { return Int(nanoseconds / fine) }
    return fineSteps + Int(min((nanoseconds - fineEnd) / coarse, Int64(coarseSteps)))
  }

  private static func end(of step: Int) -> Duration {
    if step < fineSteps { return .nanoseconds(Int64(step + 1) * fine) }
    return .nanoseconds(fineEnd + Int64(step - fineSteps + 1) * coarse)
  }

  public var mean: Duration { .nanoseconds(Int64(meanTime.rounded())) }

  /// The standard deviation: how far the times are from their mean.
  public var deviation: Duration {
    count < 2 ? .zero : .nanoseconds(Int64((squares / Double(count - 1)).squareRoot().rounded()))
  }

  /// The time that this part (0 to 1) of all times did not exceed, to 10 µs; above 40 ms, to 1 ms.
  public func percentile(_ part: Double) -> Duration {
    var left = Int((Double(count) * part).rounded(.up))
    for (step, count) in steps.enumerated() where count > 0 {
      left -= Int(count)
      if left <= 0 { return step == steps.count - 1 ? longest : min(Self.end(of: step), longest) }
    }
    return longest
  }
}

nonisolated extension Duration {
  /// As one reads it: `16.67 ms`.
  func milliseconds(places: Int) -> String {
    let scale: Int64 = places == 1 ? 10 : 100
    let unit = 1_000_000 / scale
    let parts = (wholeNanoseconds + unit / 2) / unit
    let rest = String(parts % scale)
    let zeros = String(repeating: "0", count: max(0, places - rest.count))
    return "\(parts / scale).\(zeros)\(rest) ms"
  }
}
