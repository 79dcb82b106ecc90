import TaskQueues

/// How often things happen: `context.statistics.lastSecond`.
public nonisolated struct FrameRates: Sendable, Equatable, Codable {
  public var pictures = 0.0
  public var ticks = 0.0
  public var completions = 0.0
}

/// Measures a run second by second, in a time that really passes.
nonisolated struct SecondMeter {
  private struct Mark {
    var moment: Instant
    var processors: ProcessorTime
    var pictures: Int
    var ticks: Int
    var completions: Int

    init(_ moment: Instant, _ statistics: FrameStatistics) {
      self.moment = moment
      processors = .now(at: moment)
      pictures = statistics.pictures
      ticks = statistics.ticks
      completions = statistics.completions
    }
  }

  private var runBegin: Mark?
  private var secondBegin: Mark?

  /// A frame has ended.
  mutating func measure(at now: Instant, _ statistics: inout FrameStatistics) {
    guard let run = runBegin, let second = secondBegin else {
      let mark = Mark(now, statistics)
      (runBegin, secondBegin) = (mark, mark)
      return
    }
    let passed = second.moment.duration(to: now).seconds
    guard passed >= 1 else { return }
    let mark = Mark(now, statistics)
    statistics.processorUse = second.processors.use(until: mark.processors)
    statistics.processorUseOfRun = run.processors.use(until: mark.processors)
    statistics.lastSecond = FrameRates(
      pictures: Double(mark.pictures - second.pictures) / passed,
      ticks: Double(mark.ticks - second.ticks) / passed,
      completions: Double(mark.completions - second.completions) / passed)
    secondBegin = mark
  }

  /// The last frame has ended.
  func runEnded(at now: Instant, _ statistics: inout FrameStatistics) {
    guard let runBegin else { return }
    statistics.processorUseOfRun = runBegin.processors.use(until: .now(at: now))
  }
}
