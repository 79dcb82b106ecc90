import TaskQueues

/// One thing that is measured, done in several ways.
struct Case {
  let name: String
  /// How many operations one repetition has.
  let operations: Int
  /// What a repetition gives: one figure for each row.
  let rows: [Row]
  /// Long cases have no warm-up and few repetitions.
  let isLong: Bool
  /// Whether who submits and who runs callbacks are kept on different processors.
  var separatesThreads = false
  /// Makes the ways of doing it, ours first. They live while the case is measured.
  let contenders: () throws -> [Contender]

  init(
    _ name: String, operations: Int, rows: [Row], isLong: Bool = false,
    contenders: @escaping () throws -> [Contender]
  ) {
    self.name = name
    self.operations = operations
    self.rows = rows
    self.isLong = isLong
    self.contenders = contenders
  }

  /// A case with one figure: nanoseconds per operation.
  init(
    _ name: String, operations: Int, _ goals: Goal...,
    contenders: @escaping () throws -> [Contender]
  ) {
    self.init(name, operations: operations, rows: [Row("", goals)], contenders: contenders)
  }
}

extension Case {
  /// The same with who submits and who runs callbacks on different processors.
  var separatingThreads: Case {
    var result = self
    result.separatesThreads = true
    return result
  }
}

/// One line of the table.
struct Row {
  let name: String
  let unit: Unit
  let goals: [Goal]

  enum Unit: String, Codable {
    case nanoseconds
    case count
  }

  init(_ name: String, unit: Unit = .nanoseconds, _ goals: [Goal]) {
    self.name = name
    self.unit = unit
    self.goals = goals
  }
}

/// One column of the table: who does it.
enum Column: String, Codable, CaseIterable {
  case ours
  /// A bounded array ring between two atomic counters: the least that handing over two words can cost.
  case ring
  /// A mutex with a condition variable, and a deque; for delays, a thread that sleeps until each.
  case mutex
  case libdispatch
  /// Tasks on Swift's own executors.
  case swift
}

/// One way of doing what a case asks for.
struct Contender {
  let column: Column
  /// One repetition: returns one figure for each row of the case.
  let measure: (Repetition) throws -> [Double]
  /// Ends the threads it has started.
  private(set) var finish: () throws -> Void = {}

  init(_ column: Column, measure: @escaping (Repetition) throws -> [Double]) {
    self.column = column
    self.measure = measure
  }

  /// The same with an end: job threads dispatch until their queue is terminated.
  func ending(_ threads: JobThreads, of queue: TaskQueue) -> Contender {
    var result = self
    result.finish = {
      try queue.terminate()
      threads.join()
    }
    return result
  }

  /// Has something done at the end.
  mutating func whenFinished(_ finish: @escaping () throws -> Void) { self.finish = finish }

  /// What is measured is the time `body` takes for that many operations, each of which runs
  /// the callback `callbacks` times.
  static func timed(
    _ column: Column, callbacks: Int = 1, _ body: @escaping (_ operations: Int) throws -> Void
  ) -> Contender {
    Contender(column) { repetition in
      let expected = CallbackCount.now + Int64(repetition.operations * callbacks)
      let time = try repetition.time { try body(repetition.operations) }
      CallbackCount.check(is: expected)
      return [time]
    }
  }
}
