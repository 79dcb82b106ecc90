/// How much of what waits in a port one drain may run.
public struct DispatchBudget: Sendable, Equatable {
  enum Limit: Sendable, Equatable {
    case none
    case count(Int)
    case time(Duration)
  }

  let limit: Limit

  /// Everything that had been submitted when the drain began.
  public static let all = DispatchBudget(limit: .none)

  /// At most this many callbacks, and one at least.
  public static func count(_ count: Int) -> DispatchBudget {
    precondition(count > 0, "a budget of \(count) callbacks would never run any: give at least 1")
    return DispatchBudget(limit: .count(count))
  }

  /// Callbacks until this much time has passed, and one at least. A callback is not interrupted.
  public static func time(_ time: Duration) -> DispatchBudget {
    precondition(time > .zero, "a budget of \(time) would never run any callback: give some time")
    return DispatchBudget(limit: .time(time))
  }

  /// How many callbacks it allows, where it counts them.
  package var mostCallbacks: Int? { if case .count(let count) = limit { count } else { nil } }

  /// For how long it allows to begin callbacks, where it is one of time.
  package var mostTime: Duration? { if case .time(let time) = limit { time } else { nil } }
}
