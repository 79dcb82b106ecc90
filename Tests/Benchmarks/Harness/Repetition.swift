import CBenchmarks

/// One repetition of one contender.
final class Repetition {
  let operations: Int
  private let countsAllocations: Bool
  /// Of one operation, once the timed part has run.
  private(set) var allocations: Allocations?

  init(operations: Int, countsAllocations: Bool) {
    self.operations = operations
    self.countsAllocations = countsAllocations
  }

  /// Runs the part that counts. What comes before and after it is preparation.
  ///
  /// - Returns: nanoseconds per operation.
  func time(_ body: () throws -> Void) rethrows -> Double {
    var elapsed: Int64 = 0
    func timed() throws {
      let start = now()
      try body()
      elapsed = now() - start
    }
    if countsAllocations {
      allocations = try Allocations.total { try timed() }.divided(by: operations)
    } else {
      try timed()
    }
    return Double(elapsed) / Double(operations)
  }
}

/// How often the callback that all cases submit has run.
enum CallbackCount {
  static var now: Int64 { cbenchmarks_callbacks() }

  /// A contender that loses callbacks is not fast but wrong.
  static func check(is expected: Int64) {
    precondition(now == expected, "\(now - expected) callbacks too many or too few have run")
  }

  /// Waits for callbacks on other threads, asleep: the processors are theirs.
  static func wait(until expected: Int64) {
    while now < expected { sleep(nanoseconds: 20_000) }
  }
}
