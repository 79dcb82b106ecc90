/// Something that lives in game time: it is moved on by ticks and stands still when nobody does that, as
/// in a game that is paused.
///
/// What is due comes in the tick that ends at or after its time. (Ticks whose length is no whole number of
/// nanoseconds are a trace too short: up to a hundredth of a tick that is missing is overlooked, so that
/// a second is 60 ticks of 1/60 and not 61.) Nothing drifts: all sums are exact.
public nonisolated protocol TimeDriven {
  /// What came of moving on.
  associatedtype Outcome

  /// Moves on by a time, 0 or more.
  @discardableResult
  mutating func advance(by time: Duration) -> Outcome
}

nonisolated extension TimeDriven {
  /// Moves on by one tick.
  @discardableResult @inlinable
  public mutating func update(_ tick: Tick) -> Outcome { advance(by: tick.length) }
}

nonisolated extension Duration {
  /// Whether a time is over that has so much left after a step.
  @inlinable func isOver(afterStep step: Duration) -> Bool {
    self <= .zero || self * 100 <= step
  }
}
