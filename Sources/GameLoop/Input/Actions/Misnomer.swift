/// A name that is none, in words, with those that are most like it.
nonisolated struct Misnomer: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }

  init(_ name: String, is what: String, among names: some Sequence<String>) {
    let nearest = nearestNames(to: name, among: names).map { "\"\($0)\"" }
    let question = nearest.isEmpty ? "" : "; did you mean \(nearest.joined(separator: " or "))?"
    reason = "\"\(name)\" is \(what)\(question)"
  }
}

/// The names that are most like a misspelt one, at most three, if it is like any.
nonisolated func nearestNames(to name: String, among names: some Sequence<String>) -> [String] {
  let letters = Array(name.lowercased())
  let mostMistakes = max(1, letters.count / 3)
  let measured = names.map { (name: $0, mistakes: mistakes(letters, Array($0.lowercased()))) }
  guard let fewest = measured.map(\.mistakes).min(), fewest <= mostMistakes else { return [] }
  return measured.filter { $0.mistakes == fewest }.map(\.name).sorted().prefix(3).map(\.self)
}

/// How many letters are missing, too many, wrong or exchanged with their neighbour (optimal string alignment).
private nonisolated func mistakes(_ a: [Character], _ b: [Character]) -> Int {
  var twoAbove: [Int] = []
  var above = Array(0...b.count)
  for (i, letter) in a.enumerated() {
    var row = [i + 1]
    for (j, other) in b.enumerated() {
      var fewest = min(above[j + 1] + 1, row[j] + 1, above[j] + (letter == other ? 0 : 1))
      if i > 0, j > 0, letter == b[j - 1], a[i - 1] == other {
        fewest = min(fewest, twoAbove[j - 1] + 1)
      }
      row.append(fewest)
    }
    (twoAbove, above) = (above, row)
  }
  return above[b.count]
}
