/// The phases of a frame, in their order.
public nonisolated enum FramePhase: String, Sendable, CaseIterable {
  case input, completions, ticks, draw, present
}

/// How long each phase of a frame took.
public nonisolated struct PhaseTimes: Sendable {
  private var times = InlineArray<5, Duration>(repeating: .zero)

  public internal(set) subscript(phase: FramePhase) -> Duration {
    get { times[Self.index(phase)] }
    set { times[Self.index(phase)] = newValue }
  }

  /// The longest phase, the first among equals.
  public var longest: FramePhase {
    var longest = FramePhase.input
    for phase in FramePhase.allCases where self[phase] > self[longest] { longest = phase }
    return longest
  }

  private static func index(_ phase: FramePhase) -> Int {
    switch phase {
    case .input: 0
    case .completions: 1
    case .ticks: 2
    case .draw: 3
    case .present: 4
    }
  }
}
