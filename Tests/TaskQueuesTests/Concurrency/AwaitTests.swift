import TestSupport
import Testing

@testable import TaskQueues

@Suite("Awaiting a call")
struct AwaitTests {
  struct Mistake: Error, Equatable {}

  @Test(.patience, arguments: DispatchMode.automatic)
  func `gives the result of the work, or throws what it throws`(mode: DispatchMode) async throws {
    let queue = TaskQueue(work: mode, completion: mode, environment: .own)
    #expect(try await queue.run { 42 } == 42)
    await #expect(throws: Mistake()) { try await queue.run { throw Mistake() } }
  }

  @Test(.patience)
  func `comes back at once where everything is immediate`() async throws {
    let queue = TaskQueue(work: .immediate, completion: .immediate)
    var sum = 0
    for number in 1...1000 { sum += try await queue.run { number } }
    #expect(sum == 500_500)
  }

  @MainActor @Test(.patience)
  func `goes on inside of its completion, in order with the others, in a turn of the main actor`()
    throws
  {
    let queue = TaskQueue(work: .manual, completion: .manual)
    let log = Log<String>()
    let task = Task.immediate {
      for number in 1...2 {
        let result = try await queue.run { number }
        log.append("result \(result)")
      }
    }
    defer { task.cancel() }

    try queue.submit(to: .completion) { log.append("before") }
    queue.dispatchAll(.work)
    try queue.submit(to: .completion) { log.append("after") }
    MainActorTurn.run { _ = queue.dispatchAll(.completion) }
    #expect(log.entries == ["before", "result 1", "after"])

    queue.dispatchAll(.work)
    MainActorTurn.run { _ = queue.dispatchAll(.completion) }
    #expect(log.entries == ["before", "result 1", "after", "result 2"])
  }

  @MainActor @Test(.patience)
  func `is handed to the main actor where the completion does not come in a turn`() async throws {
    let queue = TaskQueue(work: .manual, completion: .manual)
    let log = Log<String>()
    let task = Task.immediate {
      try await queue.run {}
      log.append("result")
    }
    queue.dispatchAll(.work)
    queue.dispatchAll(.completion)
    log.append("end of the drain")
    try await task.value
    #expect(log.entries == ["end of the drain", "result"])
  }

  @MainActor @Test(.patience)
  func `never goes on in the middle of another callback of the turn`() async throws {
    let queue = TaskQueue(work: .manual, completion: .manual)
    let immediate = TaskQueue(work: .manual, completion: .immediate)
    let log = Log<String>()
    let task = Task.immediate {
      try await immediate.run {}
      log.append("result")
    }
    try queue.submit(to: .completion) {
      log.append("begins")
      immediate.dispatch(.work)
      log.append("ends")
    }
    MainActorTurn.run { _ = queue.dispatchAll(.completion) }
    try await task.value
    #expect(log.entries == ["begins", "ends", "result"])
  }

  @Test(.patience)
  func `comes back to the actor it was called from`() async throws {
    actor Caller {
      func call(_ queue: TaskQueue) async throws -> Int {
        let result = try await queue.run { 7 }
        assertIsolated()
        return result
      }
    }
    let queue = TaskQueue(work: .threadPool, completion: .threadPool, environment: .own)
    #expect(try await Caller().call(queue) == 7)
  }
}

@Suite("Awaiting a call that is cancelled")
struct CancelledAwaitTests {
  @MainActor @Test(.patience)
  func `throws CancellationError, and work that has not begun does not run`() async throws {
    let queue = TaskQueue(work: .manual, completion: .manual)
    let task = Task.immediate { try await queue.run { Issue.record("the work has run") } }
    task.cancel()
    queue.dispatchAll(.work)
    queue.dispatchAll(.completion)
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @MainActor @Test(.patience)
  func `throws also where the result is on its way`() async throws {
    let queue = TaskQueue(work: .manual, completion: .manual)
    let task = Task.immediate { try await queue.run { 1 } }
    queue.dispatchAll(.work)
    task.cancel()
    queue.dispatchAll(.completion)
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @MainActor @Test(.patience)
  func `throws where it was cancelled before it began, and submits nothing`() async throws {
    let queue = TaskQueue(work: .manual, completion: .manual)
    let gate = Gate()
    let task = Task.detached {
      gate.wait()
      return try await queue.run { 1 }
    }
    task.cancel()
    gate.open()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(queue.isEmpty(.work))
  }

  @MainActor @Test(.patience)
  func `throws where the queue terminates, and is refused after that`() async throws {
    let queue = TaskQueue(work: .manual, completion: .manual)
    let task = Task.immediate { try await queue.run { Issue.record("the work has run") } }
    try queue.terminate()
    queue.dispatchAll(.work)
    queue.dispatchAll(.completion)
    await #expect(throws: CancellationError.self) { try await task.value }
    await #expect(throws: TaskQueueError.terminated) { try await queue.run { 1 } }
  }
}

@Suite("Awaiting work that waits itself")
struct AsyncWorkTests {
  @Test(.patience)
  func `runs it where the work port is dispatched, before and after it has waited`() async throws {
    let queue = TaskQueue(work: .manual, completion: .manual)
    let dispatchers = Dispatchers(of: queue, work: .manual, completion: .manual)
    let other = TaskQueue(work: .threadPool, completion: .threadPool, environment: .own)
    let threads = try await queue.run {
      let first = SystemThread.current
      let between = try await other.run { SystemThread.current }
      return [first, between, SystemThread.current]
    }
    #expect(threads[0] == threads[2] && threads[0] != threads[1])
    try queue.terminate()
    dispatchers.join()
  }

  @Test(.patience)
  func `cancels it with the task that awaits it`() async throws {
    let queue = TaskQueue(work: .threadPool, completion: .threadPool, environment: .own)
    let (begun, log) = (Gate(), Log<String>())
    let task = Task {
      try await queue.run {
        begun.open()
        await untilCancelled()
        log.append("seen")
        try Task.checkCancellation()
      }
    }
    try await onThread { begun.wait() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(log.entries == ["seen"])
  }

  @Test(.patience)
  func `cancels it when the queue terminates`() async throws {
    let queue = TaskQueue(work: .threadPool, completion: .threadPool, environment: .own)
    let begun = Gate()
    let task = Task {
      try await queue.run {
        begun.open()
        await untilCancelled()
        try Task.checkCancellation()
      }
    }
    try await onThread { begun.wait() }
    try queue.terminate()
    await #expect(throws: CancellationError.self) { try await task.value }
    await #expect(throws: TaskQueueError.terminated) {
      try await queue.run { await Task.yield() }
    }
  }

  @MainActor @Test(.patience)
  func `never begins it where the queue terminates first`() async throws {
    let queue = TaskQueue(work: .manual, completion: .manual)
    let task = Task.immediate {
      try await queue.run {
        await Task.yield()
        Issue.record("the work has run")
      }
    }
    try queue.terminate()
    queue.dispatchAll(.work)
    queue.dispatchAll(.completion)
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}

/// Waits for the task to be cancelled and for nothing else.
func untilCancelled() async {
  let (cancellations, cancelled) = AsyncStream<Never>.makeStream()
  for await _ in cancellations {}
  withExtendedLifetime(cancelled) {}
}
