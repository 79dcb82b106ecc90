/// A value that goes from place to place, one movement after another.
///
///     var lift = TweenSequence(from: Vector(40, 200), plays: .forever)
///       .then(to: Vector(40, 80), over: .seconds(2))
///       .thenWait(.seconds(1))
///       .then(to: Vector(40, 200), over: .seconds(2), easing: .in(.quad))
public nonisolated struct TweenSequence<Value: Interpolatable & Sendable>: Sendable, TimeDriven {
  private struct Step: Sendable {
    var start: Value
    var end: Value
    /// When it begins.
    var begin: Duration
    var length: Duration
    var easing: Easing
  }

  private let first: Value
  private var steps: [Step] = []
  private var playhead: Playhead

  public init(from start: Value, plays: Plays = .once, returns: Bool = false) {
    first = start
    // Until there is a step it has no length, and is played no more than once.
    playhead = Playhead(length: .zero, delay: .zero, plays: .once, returns: returns)
    self.plays = plays
  }

  private let plays: Plays

  /// The sequence with one more movement at its end. One of 0 or less is a leap.
  public func then(to end: Value, over length: Duration, easing: Easing = .smooth) -> TweenSequence
  {
    precondition(
      length > .zero || !steps.isEmpty || plays != .forever,
      "a sequence that is played forever begins with a movement of some length")
    let length = max(length, .zero)
    var longer = self
    let start = steps.last?.end ?? first
    longer.steps.append(
      Step(start: start, end: end, begin: duration, length: length, easing: easing))
    longer.playhead = Playhead(
      length: duration + length, delay: .zero, plays: plays, returns: playhead.returns)
    return longer
  }

  /// The sequence with a rest at its end.
  public func thenWait(_ time: Duration) -> TweenSequence {
    then(to: steps.last?.end ?? first, over: time, easing: .linear)
  }

  /// What one play takes.
  public var duration: Duration { playhead.length }
  public var isDone: Bool { playhead.isDone }

  public var value: Value {
    let position = playhead.position
    guard let step = steps.last(where: { $0.begin <= position }) ?? steps.first else {
      return first
    }
    let passed = position - step.begin
    if passed >= step.length { return position > .zero || isDone ? step.end : step.start }
    return .interpolated(
      from: step.start, to: step.end, at: step.easing(Float(passed / step.length)))
  }

  /// Returns true in the step that ends it.
  @discardableResult
  public mutating func advance(by time: Duration) -> Bool { playhead.advance(by: time) }

  /// From the first value again.
  public mutating func restart() { playhead.restart() }
}
