import TaskQueues

/// Says how many ticks are due at a moment. A value: it is told the time and has no idea of its own.
///
/// Ticks follow the time without drift: after any number of frames, the ticks that were counted are the
/// time that passed divided by a tick's length, to within one. Where the display's rate is near the
/// tick rate or a part of it, a frame that comes a little early or late still gets its share, so that
/// a steady picture does not get 0, 2, 0, 2 ticks. A gap is not caught up with: time beyond `mostTicks`
/// in one frame is dropped, and the game runs slower for that moment.
public nonisolated struct FrameClock: Sendable {
  public let tickLength: Duration
  /// A frame never has more ticks than this.
  public let mostTicks: Int

  /// Time that has passed and is not ticked yet, in ticks. Below 0 where a tick ran ahead of its time.
  private var owed = 0.0
  private var last: Instant?

  public init(tickRate: Int, mostTicks: Int = 5) {
    precondition(tickRate > 0, "a tick rate of \(tickRate) would never update: give at least 1")
    precondition(mostTicks > 0, "a frame needs at least 1 tick to move on, not \(mostTicks)")
    tickLength = .nanoseconds(Int64((1e9 / Double(tickRate)).rounded()))
    self.tickRate = Double(tickRate)
    self.mostTicks = mostTicks
  }

  private let tickRate: Double

  /// How far time is between the last two ticks, from 0 to 1.
  public var fraction: Float { Float(min(max(owed + 0.5, 0), 1)) }

  /// The ticks that are due now. The first call starts the clock with one.
  ///
  /// - Parameters:
  ///   - speed: how many times faster than the time game time passes. A speed above 1 has more ticks in a
  ///     frame, and as many more at most.
  ///   - isHidden: whether frames come seldom because nobody sees them. So that the game loses no time by
  ///     that, there may then be as many ticks as a frame that is no gap has.
  public mutating func ticks(at now: Instant, speed: Double = 1, isHidden: Bool = false) -> Int {
    guard let last else {
      self.last = now
      return 1
    }
    self.last = max(last, now)
    let time = max(0, last.duration(to: now).seconds)
    let passed = time * tickRate * speed
    owed += passed

    let due = max(0, count(passed: passed))
    let most = mostTicks(speed: speed, isHidden: isHidden)
    if due > most {
      owed = 0
      // After a long gap nothing is caught up with; a slow frame still moves as fast as it may.
      return time > Self.gap ? 1 : most
    }
    owed -= Double(due)
    return due
  }

  private func mostTicks(speed: Double, isHidden: Bool) -> Int {
    let most = isHidden ? max(mostTicks, Int((Self.gap * tickRate).rounded(.up))) : mostTicks
    return speed > 1 ? Int((Double(most) * speed).rounded(.up)) : most
  }

  /// Goes on from a fraction that stood still while the ticks went on without moving the game.
  mutating func goOn(from fraction: Float) { owed = Double(fraction) - 0.5 }

  /// Rounds what is owed. Near a whole number of ticks a frame, it stays with that number until a good
  /// part of a tick is owed, and then makes up for all of it: no dithering at the boundary.
  private func count(passed: Double) -> Int {
    let usual = passed.rounded()
    let isNearTickRate = usual >= 1 && abs(passed - usual) < 0.25
    if isNearTickRate && abs(owed - usual) <= 0.75 { return Int(usual) }
    return Int(owed.rounded(.down) + (owed - owed.rounded(.down) >= 0.5 ? 1 : 0))
  }

  /// In seconds: a frame longer than this was not a slow frame but a pause of the whole program.
  private static let gap = 0.25
}
