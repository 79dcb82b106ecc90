/// The life of one async call.
///
///     pending ──work begins──▶ working ──complete──▶ completing ──completion returned──▶ done
///        │                        │                                                       ▲
///        └──complete: cancelled───┴──────────complete, without a completion───────────────┘
struct AsyncState<Output: Sendable> {
  private enum Phase {
    case pending
    case working(on: ThreadIdentity)
    case completing(Result<Output, AsyncError>, on: ThreadIdentity?)
    case done(Result<Output, AsyncError>)
  }

  private var phase = Phase.pending
  private(set) var isCancelRequested = false

  var result: Result<Output, AsyncError>? {
    switch phase {
    case .pending, .working: nil
    case .completing(let result, _), .done(let result): result
    }
  }

  var status: AsyncStatus {
    switch result {
    case nil: .pending
    case .success: .succeeded
    case .failure(.cancelled): .cancelled
    case .failure(.failed): .failed
    }
  }

  private var isOver: Bool { result != nil }

  /// What a waiting thread is to return with: nothing until the completion has returned, except to the
  /// thread that is inside of it.
  func resultToWaitFor(on thread: ThreadIdentity) -> Result<Output, AsyncError>? {
    switch phase {
    case .pending: return nil
    case .working(let inside):
      precondition(
        inside != thread,
        "a call would wait for itself: wait for it outside of its work, or from another thread")
      return nil
    case .completing(let result, let inside): return inside == thread ? result : nil
    case .done(let result): return result
    }
  }

  mutating func cancel() {
    if !isOver { isCancelRequested = true }
  }

  /// - Returns: whether the work is to run.
  mutating func workBegins(on thread: ThreadIdentity) -> Bool {
    if isCancelRequested { return false }
    phase = .working(on: thread)
    return true
  }

  mutating func complete(_ result: Result<Output, AsyncError>, hasCompletion: Bool) {
    if isOver { return }
    phase = hasCompletion ? .completing(result, on: nil) : .done(result)
  }

  mutating func completionBegins(on thread: ThreadIdentity) {
    if case .completing(let result, _) = phase { phase = .completing(result, on: thread) }
  }

  mutating func completionReturned() {
    if case .completing(let result, _) = phase { phase = .done(result) }
  }
}
