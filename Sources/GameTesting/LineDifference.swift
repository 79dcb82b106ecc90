/// What has changed between two texts, line by line, with a line around it.
nonisolated struct LineDifference {
  let description: String

  /// - Parameter mostLines: how many lines are told.
  init(from old: String, to new: String, mostLines: Int = 40) {
    let (old, new) = (Self.lines(old), Self.lines(new))
    let change = new.difference(from: old)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for case .remove(let offset, _, _) in change { removed.insert(offset) }
    for case .insert(let offset, _, _) in change { inserted.insert(offset) }

    var lines: [(text: String, isChange: Bool)] = []
    var (from, to) = (0, 0)
    while from < old.count || to < new.count {
      if from < old.count, removed.contains(from) {
        lines.append(("- \(old[from])", true))
        from += 1
      } else if to < new.count, inserted.contains(to) {
        lines.append(("+ \(new[to])", true))
        to += 1
      } else {
        lines.append(("  \(new[to])", false))
        from += 1
        to += 1
      }
    }
    let told = lines.indices.filter { index in
      lines[max(0, index - 1)...min(lines.count - 1, index + 1)].contains(where: \.isChange)
    }
    let texts = told.prefix(mostLines).map { lines[$0].text }
    let rest = told.count > mostLines ? ["  … and \(told.count - mostLines) lines more"] : []
    description = (texts + rest).joined(separator: "\n")
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }
}
