/// Frames of a sheet, one after the other, each for its time.
///
///     let walk = SpriteAnimation(frames: Array(0..<8), each: .milliseconds(80))
///     canvas.draw(sheet, frame: walk.frame(at: context.loop.now), at: place)
public nonisolated struct SpriteAnimation: Sendable, Equatable {
  /// The numbers of the frames in the sheet, in the order they are shown.
  public let frames: [Int]
  /// Of one round.
  public let length: Duration
  /// How often it is shown; nil is for ever.
  public let rounds: Int?
  /// When each frame ends, from the beginning of a round on.
  private let ends: [Duration]

  /// - Parameters:
  ///   - durations: of the frames, each longer than nothing.
  ///   - rounds: how often they are shown before the last one stays; nil is for ever.
  public init(frames: [Int], durations: [Duration], rounds: Int? = nil) {
    precondition(
      !frames.isEmpty && frames.count == durations.count,
      "an animation of \(frames.count) frames has \(durations.count) durations: give one for each")
    precondition(
      durations.allSatisfy { $0 > .zero },
      "a frame that is shown for no time is not seen: leave it out")
    precondition(rounds ?? 1 > 0, "an animation is shown 1 time or more, not \(rounds ?? 0)")
    self.frames = frames
    self.rounds = rounds
    var end = Duration.zero
    ends = durations.map {
      end += $0
      return end
    }
    length = end
  }

  public init(frames: [Int], each duration: Duration, rounds: Int? = nil) {
    self.init(
      frames: frames, durations: Array(repeating: duration, count: frames.count), rounds: rounds)
  }

  /// The frame that is shown so long after the beginning; after the last round, its last.
  public func frame(at time: Duration) -> Int {
    if isOver(at: time) { return frames[frames.count - 1] }
    let round = (max(time, .zero) / length).rounded(.down)
    let within = max(time, .zero) - length * Int(round)
    let index = ends.firstIndex { within < $0 } ?? ends.count - 1
    return frames[index]
  }

  /// Whether the last round has ended. One that is shown for ever never has.
  public func isOver(at time: Duration) -> Bool {
    rounds.map { time >= length * $0 } ?? false
  }
}
