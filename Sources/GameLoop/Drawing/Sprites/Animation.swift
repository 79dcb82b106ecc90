/// Frames of a sheet and how long each is seen.
///
///     static let run = Animation(frames: 8..<14, rate: 12)
///     static let blink = Animation(frames: [0, 1, 0], durations: [.seconds(3), .milliseconds(80), .milliseconds(80)])
///
/// What is played is an `AnimationPlayer`. Or a frame is asked for by its time: `blink.frame(at: tick.time)`.
public nonisolated struct Animation: Sendable, Hashable {
  public enum Repeats: Sendable, Hashable, Codable {
    /// Stays at its last frame.
    case never
    /// From the first frame again.
    case always
    /// So often, 1 or more; then it stays at its last frame.
    case times(Int)
    /// There and back, the first and the last frame once each time.
    case thereAndBack
  }

  /// As they are played, one after another.
  public let frames: [Int]
  /// When each frame ends.
  private let ends: [Duration]
  public let isRepeated: Bool

  /// Frames that are seen for different times.
  public init(frames: some Sequence<Int>, durations: [Duration], repeats: Repeats = .always) {
    var frames = Array(frames)
    var durations = durations
    precondition(
      !frames.isEmpty, "an animation of no frames has nothing to show: give at least one")
    precondition(
      frames.count == durations.count,
      "an animation of \(frames.count) frames needs as many durations, not \(durations.count)")
    precondition(
      durations.allSatisfy { $0 > .zero }, "a frame that is seen for no time: give more than 0")
    if repeats == .thereAndBack, frames.count > 2 {
      frames += frames[1..<frames.count - 1].reversed()
      durations += durations[1..<durations.count - 1].reversed()
    }
    if case .times(let count) = repeats {
      precondition(count > 0, "an animation is played once or more, not \(count) times")
      frames = Array(repeating: frames, count: count).flatMap(\.self)
      durations = Array(repeating: durations, count: count).flatMap(\.self)
    }
    var end = Duration.zero
    ends = durations.map { duration in
      end += duration
      return end
    }
    self.frames = frames
    isRepeated = repeats == .always || repeats == .thereAndBack
  }

  /// - Parameter rate: frames in a second.
  public init(frames: some Sequence<Int>, rate: Double, repeats: Repeats = .always) {
    precondition(rate > 0, "an animation of \(rate) frames a second never moves: give more than 0")
    let frames = Array(frames)
    self.init(
      frames: frames, durations: Array(repeating: .seconds(1 / rate), count: frames.count),
      repeats: repeats)
  }

  /// One picture that does not move.
  public static func still(_ frame: Int) -> Animation {
    Animation(frames: CollectionOfOne(frame), rate: 1, repeats: .never)
  }

  /// What one play takes.
  public var duration: Duration { ends[ends.count - 1] }

  /// The frame that is seen so long after the beginning.
  public func frame(at time: Duration) -> Int {
    guard !isOver(at: time) else { return frames[frames.count - 1] }
    let round = (max(time, .zero) / duration).rounded(.down)
    let within = max(time, .zero) - duration * Int(round)
    return frames[ends.firstIndex { within < $0 } ?? ends.count - 1]
  }

  /// Whether it has come to its end; one that repeats never does.
  public func isOver(at time: Duration) -> Bool { !isRepeated && time >= duration }

  /// When a frame of `frames` ends.
  func end(of index: Int) -> Duration { ends[index] }
}

/// An animation that is played, in game time.
///
///     var look = AnimationPlayer(.stand)
///
///     func update(_ tick: Tick) {
///       look.play(isRunning ? .run : .stand)      // goes on if it is played already
///       look.update(tick)
///     }
///     func draw(…) { canvas.draw(sheet, frame: look.frame, at: position) }
public nonisolated struct AnimationPlayer: Sendable, Hashable, TimeDriven {
  public private(set) var animation: Animation
  /// Times faster than it is meant to be; 0 or more.
  public var speed: Double
  /// Whether it has come to its end; one that repeats never does.
  public private(set) var isDone = false
  private var index = 0
  private var elapsed = Duration.zero

  public init(_ animation: Animation, speed: Double = 1) {
    self.animation = animation
    self.speed = speed
  }

  /// The frame of the sheet that is seen.
  public var frame: Int { animation.frames[index] }

  /// Plays an animation from its first frame, unless it is played already.
  public mutating func play(_ animation: Animation) {
    guard animation != self.animation else { return }
    self.animation = animation
    restart()
  }

  /// From the first frame again.
  public mutating func restart() {
    index = 0
    elapsed = .zero
    isDone = false
  }

  /// Returns true in the step that comes to the end, or, of one that repeats, to the beginning again.
  @discardableResult
  public mutating func advance(by time: Duration) -> Bool {
    guard !isDone else { return false }
    let step = speed == 1 ? time : time * max(0, speed)
    elapsed += step
    var ended = false
    while (animation.end(of: index) - elapsed).isOver(afterStep: step), step > .zero {
      if index + 1 < animation.frames.count {
        index += 1
        continue
      }
      ended = true
      guard animation.isRepeated else {
        isDone = true
        elapsed = animation.duration
        break
      }
      index = 0
      elapsed -= animation.duration
    }
    return ended
  }
}
