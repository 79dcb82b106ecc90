import FoundationEssentials
import TaskQueues

/// The figures of a run, to be written to a file and read by whoever compares runs: what `--statistics FILE.json`
/// writes. Times are in milliseconds, memory is in bytes.
///
///     let report = try RunReport(json: bytes)
///     report.work.percentile99   // of the frames' work
public nonisolated struct RunReport: Codable, Sendable, Equatable {
  public var frames: Int
  public var pictures: Int
  public var ticks: Int
  public var completions: Int
  /// From the start of the process to the end of its first frame, its linking among it; to 5 ms.
  public var firstFrame: Double?
  /// How long frames worked.
  public var work: Times
  /// How far apart frames began; nil where frames do not keep time.
  public var intervals: Times?
  public var missedDeadlines: Int
  public var hitches: Int
  public var musicGaps: Int
  public var worstHitch: String?
  /// Of the whole run: 1 is a core.
  public var processorUse: Double
  public var mainThreadUse: Double
  public var memory: Int
  public var peakMemory: Int
  /// Of the last picture.
  public var drawing: DrawingStatistics

  public struct Times: Codable, Sendable, Equatable {
    public var count: Int
    public var mean: Double
    public var deviation: Double
    public var median: Double
    public var percentile95: Double
    public var percentile99: Double
    public var longest: Double

    init(_ times: TimeDistribution) {
      count = times.count
      mean = times.mean.inMilliseconds
      deviation = times.deviation.inMilliseconds
      median = times.percentile(0.5).inMilliseconds
      percentile95 = times.percentile(0.95).inMilliseconds
      percentile99 = times.percentile(0.99).inMilliseconds
      longest = times.longest.inMilliseconds
    }
  }

  public init(_ statistics: FrameStatistics) {
    frames = statistics.frames
    pictures = statistics.pictures
    ticks = statistics.ticks
    completions = statistics.completions
    firstFrame = statistics.firstFrame?.inMilliseconds
    work = Times(statistics.work)
    intervals = statistics.intervals.count > 1 ? Times(statistics.intervals) : nil
    missedDeadlines = statistics.missedDeadlines
    hitches = statistics.hitchCount
    musicGaps = statistics.musicGaps
    worstHitch = statistics.worstHitch?.description
    processorUse = statistics.processorUseOfRun.process
    mainThreadUse = statistics.processorUseOfRun.mainThread
    memory = ProcessMemory.current
    peakMemory = ProcessMemory.peak
    drawing = statistics.drawing
  }

  public init(json: [UInt8]) throws {
    self = try JSONDecoder().decode(RunReport.self, from: Data(json))
  }

  /// As JSON, the names in alphabetical order.
  public func json() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
  }
}

nonisolated extension Duration {
  /// To the microsecond.
  fileprivate var inMilliseconds: Double { Double((wholeNanoseconds + 500) / 1000) / 1000 }
}
