/// A value on its way to a task that waits for it. Only one brings it, or says that there is none.
// @unchecked: the value is written before the suspension is resumed, and read after it.
final class Delivery<Value: Sendable>: @unchecked Sendable {
  let suspension = Suspension()
  private var value: Value?

  /// Waits for the value; nil if there is none. Once, from one task.
  func wait(
    isolation: isolated (any Actor)? = #isolation, onCancel: @Sendable () -> Void
  ) async -> Value? {
    await suspension.wait(onCancel: onCancel) ? value : nil
  }

  /// Brings the value as the last thing that a callback of a port does.
  func resumeFromCallback(returning value: Value) {
    self.value = value
    suspension.resumeFromCallback()
  }

  /// Brings the value as a completion of a queue; at once if the queue takes none any more.
  func resume(returning value: Value, onCompletionOf queue: TaskQueue) {
    self.value = value
    suspension.resume(returning: true, onCompletionOf: queue)
  }
}
