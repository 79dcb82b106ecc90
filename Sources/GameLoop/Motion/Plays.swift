/// How often something that moves in time is played.
public nonisolated enum Plays: Sendable, Hashable, Codable {
  case once
  /// At least once.
  case times(Int)
  case forever
}

/// Where a movement of a fixed length is, after a delay, again and again, there and back.
@usableFromInline nonisolated struct Playhead: Sendable, Hashable, Codable {
  @usableFromInline let length: Duration
  @usableFromInline let delay: Duration
  @usableFromInline let plays: Plays
  @usableFromInline let returns: Bool

  /// What has passed, with the delay.
  private(set) var elapsed = Duration.zero
  @usableFromInline private(set) var isDone = false

  @usableFromInline init(length: Duration, delay: Duration, plays: Plays, returns: Bool) {
    precondition(
      length > .zero || plays != .forever,
      "a movement of no length cannot be played forever: give it a length")
    self.length = max(length, .zero)
    self.delay = delay
    self.plays = plays
    self.returns = returns
  }

  /// Returns true in the step that ends it.
  @usableFromInline mutating func advance(by time: Duration) -> Bool {
    guard !isDone else { return false }
    elapsed += time
    guard let total else { return false }
    isDone = (total - elapsed).isOver(afterStep: time)
    if isDone { elapsed = total }
    return isDone
  }

  @usableFromInline mutating func restart() {
    elapsed = .zero
    isDone = false
  }

  /// What it takes with the delay; nil is forever.
  private var total: Duration? {
    switch plays {
    case .once: delay + length
    case .times(let count): delay + length * max(1, count)
    case .forever: nil
    }
  }

  /// Where in one play it is, from 0 to the length.
  var position: Duration {
    let time = elapsed - delay
    guard time > .zero, length > .zero else { return isDone && !endsAtStart ? length : .zero }
    guard time >= length else { return time }
    if isDone { return endsAtStart ? .zero : length }
    let (play, rest) = time.attoseconds.quotientAndRemainder(dividingBy: length.attoseconds)
    let position = Duration(attoseconds: rest)
    return returns && play % 2 == 1 ? length - position : position
  }

  /// Where in one play it is, from 0 to 1.
  @usableFromInline var fraction: Float {
    let position = position
    return position >= length ? (position > .zero || isDone ? 1 : 0) : Float(position / length)
  }

  private var endsAtStart: Bool {
    if case .times(let count) = plays { returns && max(1, count) % 2 == 0 } else { false }
  }
}
