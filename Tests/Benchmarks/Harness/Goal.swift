/// What a row is to reach.
struct Goal {
  let text: String
  let isReached: (RowResult) -> Bool

  static func atMost(nanoseconds: Double) -> Goal {
    Goal(text: "≤ \(Figure.time(nanoseconds))") { $0.ours <= nanoseconds }
  }

  static func atMost(count: Double) -> Goal {
    Goal(text: count == 0 ? "none" : "≤ \(Figure.rounded(count))") { $0.ours <= count }
  }

  static func atMost(_ factor: Double, times column: Column) -> Goal {
    Goal(text: "≤ \(Figure.rounded(factor)) × \(column.rawValue)") {
      ($0.ratio(to: column) ?? .infinity) <= factor
    }
  }

  static func below(_ column: Column) -> Goal {
    Goal(text: "< \(column.rawValue)") { ($0.ratio(to: column) ?? .infinity) < 1 }
  }

  /// On average: a port that grows now and then has none per operation.
  static func allocations(atMost count: Int) -> Goal {
    let text =
      switch count {
      case 0: "no allocation"
      case 1: "≤ 1 allocation"
      default: "≤ \(count) allocations"
      }
    return Goal(text: text) { ($0.allocations?.count ?? .infinity) < Double(count) + 0.01 }
  }

  static func bytes(atMost bytes: Double) -> Goal {
    Goal(text: "≤ \(Figure.bytes(bytes))") { ($0.allocations?.bytes ?? .infinity) <= bytes }
  }
}
