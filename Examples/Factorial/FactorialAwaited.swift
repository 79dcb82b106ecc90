// The factorial with async and await: whoever wants it waits for it in the middle of a function, and catches
// its errors there. Its twins are FactorialRun.swift and FactorialProvider.swift; all are part of the example
// Factorial.
import SwiftGameLoop

extension TaskQueue {
  /// Computes `value`! on the work port and returns it to the caller, on the main thread if that is where it
  /// was called.
  nonisolated(nonsending) func factorialAwaited(of value: UInt64) async throws -> UInt64 {
    // A task of its own on a job thread, which is cancelled with the task that waits for it.
    try await run { () async throws in
      try factorial(value, isCancelled: { Task.isCancelled })
    }
  }
}
