import TestSupport

@testable import TaskQueues

extension Result where Failure == AsyncError {
  var isCancelled: Bool {
    if case .failure(.cancelled) = self { true } else { false }
  }

  /// The result in a word.
  var inAWord: String {
    switch self {
    case .success(let output): "\(output)"
    case .failure(.cancelled): "cancelled"
    case .failure(.failed): "failed"
    }
  }
}

/// What a provider's work throws to fail.
struct Broken: Error {}

/// A provider that tells what is called, and does what a test says.
struct Traced: AsyncProvider {
  typealias Call = AsyncCall<Int>

  let log: Log<String>
  var onBegin: @Sendable (Call) throws -> Void = { try $0.schedule() }
  var onWork: @Sendable (Call) throws -> AsyncProgress<Int> = { _ in .completed(7) }
  var onCancel: @Sendable (Call) -> Void = { _ in }
  var onCleanup: @Sendable () -> Void = {}

  func begin(_ call: Call) throws {
    log.append("begin")
    try onBegin(call)
  }

  func doWork(_ call: Call) throws -> AsyncProgress<Int> {
    log.append("doWork")
    return try onWork(call)
  }

  func cancel(_ call: Call) {
    log.append("cancel")
    onCancel(call)
  }

  func cleanup() {
    log.append("cleanup")
    onCleanup()
  }
}

/// A place for the call of a provider that completes from elsewhere.
final class Kept<Value: Sendable>: Sendable {
  private let state = Monitor<Value?>(nil)

  var value: Value? { state.withLock { $0 } }
  func keep(_ value: Value?) { state.withLock { $0 = value } }
}

/// A queue whose ports of any mode are run on the test's thread.
struct SteppedQueue {
  let threads = SteppedThreads()
  let queue: TaskQueue
  let clock = ManualClock()

  init(work: DispatchMode = .manual, completion: DispatchMode = .manual) {
    queue = TaskQueue(
      work: work, completion: completion, environment: threads.environment(clock: clock))
  }

  func runWork() { run(.work) }

  func run(_ role: PortRole) {
    threads.runUntilIdle()
    queue.dispatchAll(role)
  }

  /// Until nothing is left, terminations included.
  func runAll() {
    for _ in 0..<8 {
      run(.work)
      run(.completion)
    }
  }
}
