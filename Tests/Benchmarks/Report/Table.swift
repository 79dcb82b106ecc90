/// The results as a table: lines up in a terminal, and is Markdown.
struct Table {
  private var lines: [[String]] = [
    [
      "Case", "ours", "ring", "mutex + deque", "libdispatch", "Swift's tasks", "ours / ring",
      "allocations", "goal",
      "reached",
    ]
  ]

  init(_ results: [RowResult]) {
    for result in results { lines.append(Self.cells(of: result)) }
  }

  private static func cells(of result: RowResult) -> [String] {
    let figures = Column.allCases.map { column in
      result.median(of: column).map { Figure.text($0, result.unit) } ?? ""
    }
    return [result.name] + figures + [
      result.ratio(to: .ring).map(Figure.rounded) ?? "",
      result.allocations.map(text) ?? "?",
      result.goalText,
      result.isReached.map { $0 ? "yes" : "no" } ?? "",
    ]
  }

  private static func text(_ allocations: Allocations) -> String {
    if allocations.count < 0.005 { return "0" }
    return "\(Figure.rounded(allocations.count)), \(Figure.bytes(allocations.bytes))"
  }

  var text: String {
    let widths = lines[0].indices.map { column in lines.map { $0[column].count }.max()! }
    // Figures are right-aligned.
    let isRight = lines[0].indices.map { (1...6).contains($0) }
    func line(_ cells: [String]) -> String {
      let padded = cells.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - cells[column].count)
        return isRight[column] ? space + cells[column] : cells[column] + space
      }
      return "| " + padded.joined(separator: " | ") + " |"
    }
    let rule = widths.indices.map { column in
      let dashes = String(repeating: "-", count: widths[column] + 1)
      return isRight[column] ? dashes + ":" : dashes + "-"
    }
    return
      ([line(lines[0]), "|" + rule.joined(separator: "|") + "|"] + lines.dropFirst().map(line))
      .joined(separator: "\n")
  }
}
