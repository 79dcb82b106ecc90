/// A value on its way to another one, in game time.
///
///     var panel = Tween(from: Vector(0, -80), to: .zero, duration: .milliseconds(400), easing: .out(.back))
///
///     func update(_ tick: Tick) { panel.update(tick) }
///     func draw(on canvas: inout Canvas, _ frame: Frame) { canvas.draw(art, at: panel.value) }
///
/// Ends at exactly the value it goes to. A plain value without callbacks: ask `isDone`, or look at what
/// `update` returns, which is true in the tick that ends it.
public nonisolated struct Tween<Value: Interpolatable & Sendable>: Sendable, TimeDriven {
  public var start: Value
  public var end: Value
  public var easing: Easing
  @usableFromInline var playhead: Playhead

  /// - Parameters:
  ///   - duration: what one way takes; of 0 or less, the first step is at the end.
  ///   - delay: waited before, once.
  ///   - plays: how often; with `returns`, every second time goes back.
  @inlinable public init(
    from start: Value, to end: Value, duration: Duration, easing: Easing = .smooth,
    delay: Duration = .zero, plays: Plays = .once, returns: Bool = false
  ) {
    self.start = start
    self.end = end
    self.easing = easing
    playhead = Playhead(length: duration, delay: delay, plays: plays, returns: returns)
  }

  @inlinable public var value: Value {
    let fraction = playhead.fraction
    if fraction <= 0 { return start }
    if fraction >= 1 { return end }
    return .interpolated(from: start, to: end, at: easing(fraction))
  }

  /// Of the time of one way, from 0 to 1.
  @inlinable public var fraction: Float { playhead.fraction }
  @inlinable public var isDone: Bool { playhead.isDone }

  /// Returns true in the step that ends it.
  @discardableResult
  @inlinable public mutating func advance(by time: Duration) -> Bool { playhead.advance(by: time) }

  /// From the start again, with the delay.
  @inlinable public mutating func restart() { playhead.restart() }

  /// Goes on from where it is now to another value, in the time it has for one way and without the delay.
  @inlinable public mutating func redirect(to end: Value) {
    start = value
    self.end = end
    playhead = Playhead(
      length: playhead.length, delay: .zero, plays: playhead.plays, returns: playhead.returns)
  }
}

nonisolated extension Tween: Equatable where Value: Equatable {}
nonisolated extension Tween: Hashable where Value: Hashable {}
