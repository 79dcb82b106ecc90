import CBenchmarks

/// Measures cases: all contenders of a case in turn, again and again, so that whatever else the machine
/// does falls on all of them.
struct Harness {
  let repetitions: Int
  /// By how much each repetition has fewer operations.
  let shortening: Int

  func run(_ measured: Case) throws -> [RowResult] {
    let operations = max(1, measured.operations / shortening)
    if measured.separatesThreads { cbenchmarks_separate_threads(true) }
    defer { cbenchmarks_separate_threads(false) }
    let contenders = try measured.contenders()
    var allocations: Allocations?
    if !measured.isLong {
      for contender in contenders { _ = try once(contender, operations) }
      allocations = try count(contenders[0], operations).allocations
    }

    var figures = [[[Double]]](repeating: [], count: contenders.count)
    for number in 0..<(measured.isLong ? min(repetitions, 2) : repetitions) {
      for (index, contender) in contenders.enumerated() {
        let counts = measured.isLong && number == 0 && index == 0
        let result = try counts ? count(contender, operations) : once(contender, operations)
        figures[index].append(result.figures)
        if counts { allocations = result.allocations }
      }
    }
    for contender in contenders { try contender.finish() }

    return measured.rows.enumerated().map { index, row in
      let columns = zip(contenders, figures).map { contender, repetitions in
        (contender.column, repetitions.map { $0[index] })
      }
      return RowResult(
        name: row.name.isEmpty ? measured.name : "\(measured.name), \(row.name)",
        unit: row.unit, goals: row.goals,
        figures: Dictionary(uniqueKeysWithValues: columns),
        allocations: Allocations.areCounted ? allocations : nil)
    }
  }

  private func once(_ contender: Contender, _ operations: Int) throws -> (
    figures: [Double], allocations: Allocations?
  ) {
    try run(contender, Repetition(operations: operations, countsAllocations: false))
  }

  private func count(_ contender: Contender, _ operations: Int) throws -> (
    figures: [Double], allocations: Allocations?
  ) {
    try run(contender, Repetition(operations: operations, countsAllocations: true))
  }

  private func run(_ contender: Contender, _ repetition: Repetition) throws -> (
    figures: [Double], allocations: Allocations?
  ) {
    let figures = try contender.measure(repetition)
    return (figures, repetition.allocations)
  }
}
