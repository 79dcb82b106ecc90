import SwiftGameLoop

/// How the frames went, with chunks at work and without, and in which way the chunks were made.
struct FrameLog {
  /// What a frame had to do with chunks, as far as it is known before the frame is over.
  private var current = (isStreaming: false, way: Chunks.Way.onJobThreads)
  private var frames = 0
  private var madeBefore = 0
  private var hitchesBefore = 0

  /// Frames that took too long, by the framework's own measure.
  private(set) var hitches = (onJobThreads: 0, insideTheTick: 0)
  /// Frames above 20 ms, and those that would not have been without what they did for chunks.
  private(set) var long = (all: 0, byStreaming: 0)
  private(set) var streaming = Times()
  private(set) var quiet = Times()

  private static let tooLong = Duration.milliseconds(20)

  /// Called once in each frame, when its completions and ticks are over.
  mutating func take(_ statistics: FrameStatistics, _ chunks: Chunks) {
    if statistics.frames > frames, let work = statistics.recent.last {
      frames = statistics.frames
      // Chunks come in completions, or are made in ticks: nothing else does much there.
      let phases = statistics.lastFrame
      let rest = work - phases[.completions] - phases[.ticks]
      frameEnded(work: work, rest: rest, newHitches: statistics.hitchCount - hitchesBefore)
      hitchesBefore = statistics.hitchCount
    }
    current = (chunks.atWork > 0 || chunks.made > madeBefore, chunks.way)
    madeBefore = chunks.made
  }

  private mutating func frameEnded(work: Duration, rest: Duration, newHitches: Int) {
    switch current.way {
    case .onJobThreads: hitches.onJobThreads += newHitches
    case .insideTheTick: hitches.insideTheTick += newHitches
    }
    if current.isStreaming { streaming.append(work) } else { quiet.append(work) }
    guard work > Self.tooLong else { return }
    long.all += 1
    if rest <= Self.tooLong { long.byStreaming += 1 }
  }

  /// What is said at the end.
  func description(_ chunks: Chunks) -> String {
    """
    \(chunks.made) chunks made, \(chunks.cancelled) cancelled; longest completion \
    \(chunks.longestCompletion.inMilliseconds); \(long.all) frames above 20 ms, \
    \(long.byStreaming) of them by streaming
    \(streaming.frames) frames with chunks at work: \(streaming); \(withinOne) % within 1 ms of the \
    median without
    \(quiet.frames) frames without: \(quiet)
    """
  }

  private var withinOne: Int {
    Int(100 * streaming.part(within: quiet.percentile(0.5) + .milliseconds(1)))
  }
}

/// Times of frames in steps of 50 µs, up to 100 ms.
struct Times: CustomStringConvertible {
  private static let steps = 2000
  private var counts = [Int](repeating: 0, count: steps + 1)
  private(set) var frames = 0

  private static func step(of time: Duration) -> Int { min(steps, Int(time.seconds * 20_000)) }

  mutating func append(_ time: Duration) {
    counts[Self.step(of: time)] += 1
    frames += 1
  }

  /// Which part of the frames did not exceed a time.
  func part(within time: Duration) -> Double {
    let within = counts[...Self.step(of: time)].reduce(0, +)
    return frames == 0 ? 1 : Double(within) / Double(frames)
  }

  /// The time that this part of the frames did not exceed.
  func percentile(_ part: Double) -> Duration {
    var left = Int((Double(frames) * part).rounded(.up))
    let step = counts.firstIndex { count in
      left -= count
      return left <= 0
    }
    return .microseconds(50 * (step ?? 0) + 50)
  }

  var description: String {
    if frames == 0 { return "none" }
    return "median \(percentile(0.5).inMilliseconds), 99 % \(percentile(0.99).inMilliseconds)"
  }
}

extension Duration {
  fileprivate var inMilliseconds: String {
    "\((seconds * 100_000).rounded() / 100) ms"
  }
}
