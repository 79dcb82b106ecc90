// The factorial as a provider: an operation with functions for each moment of its life, as a library offers
// it. It gives every other job a turn after each factor. Its twins are FactorialRun.swift and
// FactorialAwaited.swift; all are part of the example Factorial.
import SwiftGameLoop
import Synchronization

extension TaskQueue {
  /// Computes `value`! on the work port and brings it to `completion` on the main thread.
  @discardableResult
  nonisolated func factorialProvided(
    of value: UInt64, completion: @escaping @MainActor (Result<UInt64, AsyncError>) -> Void
  ) throws(TaskQueueError) -> AsyncBlock<UInt64> {
    try begin(FactorialProvider(of: value), onMainActor: completion)
  }
}

/// Begin schedules the work, unless there is none. DoWork multiplies by one factor and asks for the next
/// turn. Cancel completes the call at once, wherever it is. Cleanup comes last.
nonisolated final class FactorialProvider: AsyncProvider {
  private let value: UInt64
  // Two turns never overlap; the atomics hand what one has computed to the next, on another thread.
  private let factor = Atomic<UInt64>(1)
  private let product = Atomic<UInt64>(1)

  init(of value: UInt64) { self.value = value }

  func begin(_ call: AsyncCall<UInt64>) throws {
    if value < 2 {
      call.complete(with: .success(1))
    } else {
      try call.schedule()
    }
  }

  func doWork(_ call: AsyncCall<UInt64>) throws -> AsyncProgress<UInt64> {
    let factor = factor.add(1, ordering: .relaxed).newValue
    let (result, isTooLarge) = product.load(ordering: .relaxed)
      .multipliedReportingOverflow(by: factor)
    if isTooLarge { throw FactorialTooLarge(value: value) }
    product.store(result, ordering: .relaxed)
    return factor == value ? .completed(result) : .again()
  }

  func cancel(_ call: AsyncCall<UInt64>) { call.complete(with: .failure(.cancelled)) }

  /// Here a provider closes its file or its socket. This one has nothing to let go of.
  func cleanup() {}
}
