import TaskQueues

/// A frame that hitched, and what did it: its work took longer than a frame has, or it came so late that
/// the display went without it.
///
///     frame 812 took 41.2 ms: completions 38.0 ms, of which closure #1 in Level.load() 37.6 ms
///
/// `context.statistics.hitches` has the last ones; `--hitches` prints them as they happen.
public nonisolated struct Hitch: Sendable {
  /// The frame's number, as `Frame` has it.
  public let frame: Int
  /// What the frame took, from its input to its presenting, without waits.
  public let work: Duration
  /// How much after the one before it the frame began, where that was too late.
  public let lateInterval: Duration?
  public let phases: PhaseTimes
  /// How long the longest of its completions took, of those too that ran while the frame before waited.
  public let longestCompletion: Duration
  /// The number of the tick that took longest, if there was one.
  public let longestTick: (number: Int, time: Duration)?
  let trail: CodeTrail

  /// The phase that took longest.
  public var phase: FramePhase { phases.longest }

  /// How bad it was: the longest hitch is the worst.
  public var time: Duration { max(work, lateInterval ?? .zero) }

  /// Whose completion took longest, as `closure #1 in Level.load()`. Looks the name up,
  /// which may take milliseconds.
  public var callback: String? { CodeName.ofGame(in: trail) }
}

extension Hitch: CustomStringConvertible {
  public nonisolated var description: String {
    guard let lateInterval else {
      return "frame \(frame) took \(work.milliseconds(places: 1)): \(cause)"
    }
    let late = "frame \(frame) came \(lateInterval.milliseconds(places: 1)) after the one before"
    guard hasCompletedWhileWaiting else { return "\(late): the wait between them was too long" }
    let name = callback ?? "a callback"
    return "\(late): while that waited, \(name) took \(longestCompletion.milliseconds(places: 1))"
  }

  /// Whether the longest completion was one that ran before the completions phase, while the frame before waited.
  private nonisolated var hasCompletedWhileWaiting: Bool {
    longestCompletion > phases[.completions]
  }

  private nonisolated var cause: String {
    let time = "\(phase.rawValue) \(phases[phase].milliseconds(places: 1))"
    switch phase {
    case .completions where longestCompletion > .zero:
      let name = callback ?? "a callback"
      return "\(time), of which \(name) \(longestCompletion.milliseconds(places: 1))"
    case .ticks:
      guard let longestTick else { return time }
      let tick = longestTick.time.milliseconds(places: 1)
      return "\(time), of which tick \(longestTick.number) \(tick)"
    default: return time
    }
  }
}
