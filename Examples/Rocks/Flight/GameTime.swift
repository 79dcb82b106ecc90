/// Game time is counted in ticks, the same on every machine.
enum GameTime {
  static let ticksPerSecond = 60
  /// The length of a tick, to multiply speeds with.
  static let tick: Float = 1 / 60

  static func ticks(in duration: Duration) -> Int {
    Int((duration / .seconds(1) * Double(ticksPerSecond)).rounded())
  }
}

/// Counts ticks down to an end.
struct Countdown: Equatable {
  private var left: Int

  init(_ duration: Duration) { left = GameTime.ticks(in: duration) }

  /// One that has ended already.
  static let over = Countdown(.zero)

  var isOver: Bool { left == 0 }
  var seconds: Float { Float(left) * GameTime.tick }

  /// - Returns: whether it ended with this tick.
  @discardableResult
  mutating func tick() -> Bool {
    guard left > 0 else { return false }
    left -= 1
    return left == 0
  }
}
