// The factorial as a run: a closure that a job thread calls. This is all that most calls need; its twins
// are FactorialProvider.swift and FactorialAwaited.swift. All are part of the example Factorial.
import SwiftGameLoop

extension TaskQueue {
  /// Computes `value`! on the work port and brings it to `completion` on the main thread.
  @discardableResult
  nonisolated func factorialRun(
    of value: UInt64, completion: @escaping @MainActor (Result<UInt64, AsyncError>) -> Void
  ) throws(TaskQueueError) -> AsyncBlock<UInt64> {
    try run(
      { block in try factorial(value, isCancelled: { block.isCancelled }) },
      onMainActor: completion)
  }
}

/// What this and its twin with await do on the job thread.
nonisolated func factorial(_ value: UInt64, isCancelled: () -> Bool) throws -> UInt64 {
  var result: UInt64 = 1
  for factor in 1...max(1, value) {
    // Somebody may have lost interest: long work looks now and then.
    if isCancelled() { throw CancellationError() }
    let (product, isTooLarge) = result.multipliedReportingOverflow(by: factor)
    if isTooLarge { throw FactorialTooLarge(value: value) }
    result = product
  }
  return result
}

nonisolated struct FactorialTooLarge: Error, CustomStringConvertible {
  let value: UInt64
  var description: String { "\(value)! takes more than 64 bits" }
}
