/// A time that runs out.
///
///     var shield = Countdown(.seconds(3))
///     …
///     if shield.update(tick) { play(shieldDown) }      // true once, in the tick it runs out
///     canvas.fill(bar(of: shield.fractionLeft), .cyan)
public nonisolated struct Countdown: Sendable, Hashable, Codable, TimeDriven {
  /// What it begins with.
  public private(set) var length: Duration
  /// What is left, never below 0.
  public private(set) var remaining: Duration

  /// One of 0 or less has run out before it begins: `Countdown(end - now)` is over where the end has passed.
  public init(_ length: Duration) {
    self.length = max(length, .zero)
    remaining = self.length
  }

  /// One that has run out.
  public static let over = Countdown(.zero)

  public var isOver: Bool { remaining == .zero }

  /// From 1, new, to 0, over.
  @inlinable public var fractionLeft: Float {
    length > .zero ? Float(remaining / length) : 0
  }

  /// Returns true in the step in which it runs out.
  @discardableResult
  public mutating func advance(by time: Duration) -> Bool {
    guard !isOver else { return false }
    remaining -= time
    guard remaining.isOver(afterStep: time) else { return false }
    remaining = .zero
    return true
  }

  /// From its length again.
  public mutating func restart() { remaining = length }

  /// From another length.
  public mutating func restart(_ length: Duration) { self = Countdown(length) }
}

/// What may be done again only after a time: a shot, a jump.
///
///     var gun = Cooldown(.milliseconds(250))
///     …
///     gun.update(tick)
///     if tick.input.isHeld(.space), gun.use() { fire() }
///
/// Used as soon as it is ready, it is used at exactly its rate, also where that is no whole number of
/// ticks: what a use came late is taken off the next wait. Time in which it was ready and not used is not
/// saved up.
public nonisolated struct Cooldown: Sendable, Hashable, Codable, TimeDriven {
  /// Of 0 or less, it is ready again in the next tick.
  public var length: Duration
  /// Below 0 by what is to be taken off the next wait.
  private var wait = Duration.zero
  private var slack = Duration.zero

  public init(_ length: Duration) { self.length = length }

  public var isReady: Bool { wait.isOver(afterStep: slack) }

  /// From 1, just used, to 0, ready.
  public var fractionLeft: Float {
    isReady ? 0 : length > .zero ? Float(wait / length) : 1
  }

  public mutating func advance(by time: Duration) {
    wait = isReady ? .zero : wait - time
    slack = time
  }

  /// Uses it, if it is ready: returns whether. If it is shorter than a tick, `while gun.use()` uses it as
  /// often as it was ready in the tick.
  public mutating func use() -> Bool {
    guard isReady else { return false }
    if length > .zero {
      wait += length
    } else {
      // Over in the next step however short that is, and not before: `while gun.use()` comes to an end.
      (wait, slack) = (.nanoseconds(1), .zero)
    }
    return true
  }

  /// Makes it ready at once.
  public mutating func reset() { wait = .zero }
}

/// What happens again and again.
///
///     var wave = Every(.seconds(20))
///     …
///     for _ in 0..<wave.update(tick) { sendWave() }
///
/// `update` returns how often its time has come, mostly 0. However long it runs, that is as often as its
/// interval fits into the time.
public nonisolated struct Every: Sendable, Hashable, Codable, TimeDriven {
  public let interval: Duration
  private var untilNext: Duration

  /// - Parameter delay: when it comes first; nil is after one interval, 0 in the first tick.
  public init(_ interval: Duration, after delay: Duration? = nil) {
    precondition(interval > .zero, "every \(interval) is too often: give more than 0")
    self.interval = interval
    untilNext = delay ?? interval
  }

  /// How far it is to the next time, from 0 to 1.
  public var fraction: Float { Float(1 - untilNext / interval).clamped(to: 0...1) }

  /// Returns how often its time has come.
  @discardableResult
  public mutating func advance(by time: Duration) -> Int {
    untilNext -= time
    guard untilNext.isOver(afterStep: time) else { return 0 }
    var count = 0
    while untilNext.isOver(afterStep: time) {
      untilNext += interval
      count += 1
    }
    return count
  }
}
