import TaskQueues

/// How a run goes: what the loop counts and measures while it runs. `context.statistics` at any time.
///
///     let statistics = context.statistics
///     canvas.text("\(statistics.intervals.percentile(0.99))", …)
///     for (x, time) in statistics.recent.enumerated() { … }   // a graph of the last frames
public nonisolated struct FrameStatistics: Sendable {
  public internal(set) var frames = 0
  /// The frames that were drawn and presented.
  public internal(set) var pictures = 0
  public internal(set) var ticks = 0
  public internal(set) var completions = 0

  /// How long frames worked: from their input to their presenting, without the wait that follows and
  /// without waiting for the display.
  public internal(set) var work = TimeDistribution()
  /// How far apart frames began that were to be seen one after the other. None where frames do not keep time,
  /// as in headless play.
  public internal(set) var intervals = TimeDistribution()
  /// How many pictures the display went without, because a frame came too late.
  public internal(set) var missedDeadlines = 0

  /// How many frames hitched.
  public internal(set) var hitchCount = 0
  /// The last hitches, the newest last.
  public internal(set) var hitches: [Hitch] = []
  /// The one that took longest.
  public internal(set) var worstHitch: Hitch?

  /// What the phases of the last frame took.
  public internal(set) var lastFrame = PhaseTimes()
  /// How many completions the last frame ran.
  public internal(set) var lastCompletions = 0
  /// What the last picture took to draw.
  public internal(set) var drawing = DrawingStatistics()

  /// How many completions the last frame left, for its budget.
  public internal(set) var waitingCompletions = 0

  /// How often music was silent for a moment, because the job threads had not decoded it in time.
  public internal(set) var musicGaps = 0

  /// The work of the last frames, 240 at most, the oldest first.
  public var recent: RecentTimes { recentTimes }
  private var recentTimes = RecentTimes()

  /// How long after the start of the process, its linking among it, the first frame ended; to 5 ms. Nil before
  /// that, and where the system does not say.
  public internal(set) var firstFrame: Duration?

  /// How often things happened in the last second; nothing where frames do not keep time.
  public internal(set) var lastSecond = FrameRates()
  /// What the last second took of the processors.
  public internal(set) var processorUse = ProcessorUse()
  /// What the whole run took of them.
  public internal(set) var processorUseOfRun = ProcessorUse()

  init() { hitches.reserveCapacity(Self.mostHitches) }

  mutating func frameWorked(_ time: Duration) {
    frames += 1
    work.append(time)
    recentTimes.append(time)
  }

  /// How many hitches are kept.
  private static var mostHitches: Int { 16 }

  mutating func append(_ hitch: Hitch) {
    hitchCount += 1
    if hitches.count == Self.mostHitches { hitches.removeFirst() }
    hitches.append(hitch)
    if hitch.time > worstHitch?.time ?? .zero { worstHitch = hitch }
  }
}

/// The last times, the oldest first: as many as a graph is wide.
public nonisolated struct RecentTimes: Sendable, RandomAccessCollection {
  private static var capacity: Int { 240 }

  private var times = [Duration](repeating: .zero, count: capacity)
  private var appended = 0

  mutating func append(_ time: Duration) {
    times[appended % Self.capacity] = time
    appended += 1
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { Swift.min(appended, Self.capacity) }

  public subscript(position: Int) -> Duration {
    precondition(indices.contains(position), "there are \(count) times, and none at \(position)")
    return times[(appended - count + position) % Self.capacity]
  }
}

extension FrameStatistics: CustomStringConvertible {
  /// A line on the run, and one on its worst hitch if there was any.
  public var description: String {
    var text = """
      \(frames) frames, \(ticks) ticks, \(completions) completions; frame time median \
      \(work.percentile(0.5).milliseconds(places: 1)), 99 % \
      \(work.percentile(0.99).milliseconds(places: 1)), longest \
      \(work.longest.milliseconds(places: 1)), \(hitchCount) \(hitchCount == 1 ? "hitch" : "hitches")
      """
    if intervals.count > 1 { text += "; \(pacing)" }
    if musicGaps > 0 { text += "; \(musicGaps) gaps in the music" }
    if let firstFrame {
      text += "; first frame after \(Int((firstFrame.seconds * 1000).rounded())) ms"
    }
    text += "; peak memory \(ProcessMemory.peak / 1_000_000) MB"
    if let worstHitch { text += "\nThe worst hitch: \(worstHitch)" }
    return text
  }

  /// How evenly frames came, as `60.00 Hz, sd 0.04 ms, p99 16.71 ms, 0 missed, 3 % of a core`.
  public var pacing: String {
    let rate = Int((100 / max(intervals.mean.seconds, 1e-9)).rounded())
    let hundredths = rate % 100 < 10 ? "0\(rate % 100)" : "\(rate % 100)"
    return """
      \(rate / 100).\(hundredths) Hz, sd \(intervals.deviation.milliseconds(places: 2)), p99 \
      \(intervals.percentile(0.99).milliseconds(places: 2)), \(missedDeadlines) missed, \
      \(Int((processorUseOfRun.process * 100).rounded())) % of a core
      """
  }
}
