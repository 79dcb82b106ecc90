import FoundationEssentials

/// Everything that was measured, for programs to read.
struct Report: Codable {
  var date: Date
  var machine: Machine
  var repetitions: Int
  var rows: [Line]

  struct Line: Codable {
    var name: String
    var unit: Row.Unit
    var medians: [String: Double]
    /// One figure for each repetition.
    var figures: [String: [Double]]
    /// Ours against the others: medians of the ratios of each repetition.
    var ratios: [String: Double]
    var allocations: Allocations?
    var goal: String
    var isReached: Bool?
  }

  init(_ results: [RowResult], repetitions: Int) {
    date = Date()
    machine = .this
    self.repetitions = repetitions
    rows = results.map { result in
      Line(
        name: result.name, unit: result.unit,
        medians: result.byColumn { result.median(of: $0) },
        figures: result.byColumn { result.figures[$0] },
        ratios: result.byColumn { $0 == .ours ? nil : result.ratio(to: $0) },
        allocations: result.allocations, goal: result.goalText, isReached: result.isReached)
    }
  }

  func write(to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    encoder.dateEncodingStrategy = .iso8601
    try encoder.encode(self).write(to: URL(filePath: path))
  }
}

extension RowResult {
  fileprivate func byColumn<Value>(_ value: (Column) -> Value?) -> [String: Value] {
    Dictionary(
      uniqueKeysWithValues: Column.allCases.compactMap { column in
        value(column).map { (column.rawValue, $0) }
      })
  }
}

/// Where it was measured.
struct Machine: Codable {
  var processor: String
  var processors: Int

  static var this: Machine {
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let model = text.split(separator: "\n").first { $0.hasPrefix("model name") }?
      .split(separator: ":").last
    return Machine(
      processor: model.map { $0.drop { $0 == " " } }.map(String.init) ?? "unknown",
      processors: ProcessInfo.processInfo.activeProcessorCount)
  }
}
