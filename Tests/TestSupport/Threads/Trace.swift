/// The steps that were taken, in order, with how deep inside other steps each began.
struct Trace {
  private struct Step {
    let name: String
    let depth: Int
  }

  private var steps: [Step] = []

  /// - Returns: its place.
  mutating func begins(_ name: String, depth: Int) -> Int {
    steps.append(Step(name: name, depth: depth))
    return steps.count - 1
  }

  /// Forgets a step that turned out to be none, unless others were taken inside of it.
  mutating func didNothing(at place: Int) {
    if place == steps.count - 1 { steps.removeLast() }
  }

  var count: Int { steps.count }

  /// The last steps: `a`, while it was in there `>b`, then `c` three times.
  func last(_ count: Int) -> String {
    var words: [(word: String, times: Int)] = []
    for step in steps.suffix(count) {
      let word = String(repeating: ">", count: step.depth) + step.name
      if words.last?.word == word {
        words[words.count - 1].times += 1
      } else {
        words.append((word, 1))
      }
    }
    let text = words.map { $0.times > 1 ? "\($0.word)×\($0.times)" : $0.word }
    return (steps.count > count ? "… " : "") + text.joined(separator: " ")
  }
}
