/// What was measured for one row.
struct RowResult {
  let name: String
  let unit: Row.Unit
  let goals: [Goal]
  /// One figure for each repetition.
  let figures: [Column: [Double]]
  /// Of one operation of ours, nil where they are not counted.
  let allocations: Allocations?

  var ours: Double { median(of: .ours) ?? .infinity }

  var isReached: Bool? { goals.isEmpty ? nil : goals.allSatisfy { $0.isReached(self) } }

  var goalText: String { goals.map(\.text).joined(separator: ", ") }

  func median(of column: Column) -> Double? { figures[column]?.percentile(50) }

  /// Ours against another column: the median of the ratios of each repetition, in which both met the
  /// same machine.
  func ratio(to column: Column) -> Double? {
    guard unit == .nanoseconds, let ours = figures[.ours], let other = figures[column] else {
      return nil
    }
    return zip(ours, other).map { $0 / $1 }.percentile(50)
  }
}

extension [Double] {
  /// The smallest value that so many percent of all values do not exceed.
  func percentile(_ percent: Double) -> Double? {
    if isEmpty { return nil }
    let rank = (Double(count) * percent / 100).rounded(.up)
    return sorted()[Swift.max(0, Int(rank) - 1)]
  }
}
