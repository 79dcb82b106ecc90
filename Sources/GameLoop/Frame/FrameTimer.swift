import TaskQueues

/// Measures the frames of a loop: how long each phase takes, how far apart they begin, and what a hitch was
/// made of.
nonisolated struct FrameTimer {
  /// What is measured with.
  private let stopwatch: any TimeSource
  private let period: Duration
  private let keepsTime: Bool

  private var begin = Instant.zero
  private var phaseBegin = Instant.zero
  private var phases = PhaseTimes()
  private var longestTick: (number: Int, time: Duration)?

  /// The frame before, if this one is to follow it after a period.
  private var previousBegin: Instant?
  private var previousHitched = false

  private var seconds = SecondMeter()

  init(stopwatch: any TimeSource, period: Duration, keepsTime: Bool) {
    self.stopwatch = stopwatch
    self.period = period
    self.keepsTime = keepsTime
  }

  // MARK: In a frame

  mutating func frameBegins() {
    begin = stopwatch.now
    phaseBegin = begin
    longestTick = nil
  }

  mutating func phaseEnded(_ phase: FramePhase) {
    let now = stopwatch.now
    phases[phase] = phaseBegin.duration(to: now)
    phaseBegin = now
  }

  var now: Instant { stopwatch.now }

  /// How long all phases of the frame took.
  var length: Duration { begin.duration(to: phaseBegin) }

  mutating func tickEnded(_ number: Int, began: Instant, at now: Instant) {
    let time = began.duration(to: now)
    if time > longestTick?.time ?? .zero { longestTick = (number, time) }
  }

  /// All phases are over.
  ///
  /// - Parameters:
  ///   - hostWaited: whether the time of presenting is that of waiting for the display.
  ///   - isSeen: whether the picture of this frame was to be seen.
  /// - Returns: the hitch, if the frame was one.
  mutating func frameEnded(
    hostWaited: Bool, isSeen: Bool, completions: CallbackWatch,
    _ statistics: inout FrameStatistics
  ) -> Hitch? {
    var work = length
    if hostWaited { work -= phases[.present] }
    let lateInterval = takeInterval(isSeen: isSeen, &statistics)
    statistics.lastFrame = phases
    let number = statistics.frames
    statistics.frameWorked(work)
    if keepsTime { seconds.measure(at: phaseBegin, &statistics) }
    if number == 0 { statistics.firstFrame = ProcessAge.now }

    let hasOverrun = work > period
    // What a frame that took too long does to the next one is not that one's.
    let isHitch = hasOverrun || (lateInterval != nil && !previousHitched)
    previousHitched = hasOverrun
    guard isHitch else { return nil }
    let hitch = Hitch(
      frame: number, work: work, lateInterval: hasOverrun ? nil : lateInterval, phases: phases,
      longestCompletion: completions.longest, longestTick: longestTick,
      trail: completions.longestTrail)
    statistics.append(hitch)
    return hitch
  }

  /// - Returns: how far the frame began from the one before, if that was too far.
  private mutating func takeInterval(
    isSeen: Bool, _ statistics: inout FrameStatistics
  ) -> Duration? {
    guard keepsTime && isSeen else {
      previousBegin = nil
      return nil
    }
    defer { previousBegin = begin }
    guard let interval = previousBegin?.duration(to: begin) else { return nil }
    statistics.intervals.append(interval)
    let periods = Int((interval.seconds / period.seconds).rounded())
    guard periods > 1 else { return nil }
    statistics.missedDeadlines += periods - 1
    return interval
  }

  /// The last frame has ended.
  func runEnded(_ statistics: inout FrameStatistics) {
    if keepsTime { seconds.runEnded(at: stopwatch.now, &statistics) }
  }
}
