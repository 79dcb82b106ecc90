import TestSupport
import Testing

@testable import TaskQueues

@Suite("Notifications as a sequence", .patience)
struct NotificationSequenceTests {
  private let source = NotificationSource<Int>()
  private let log = Log<Int>()

  @MainActor @Test func `come as completions, one after the other, and none is lost`() throws {
    let (source, log) = (source, log)
    let queue = TaskQueue(work: .manual, completion: .manual)
    let task = Task.immediate {
      for await payload in source.notifications(on: queue) {
        log.append(payload)
        // While the body waits, more comes.
        try await queue.run {}
      }
    }
    defer { task.cancel() }
    source.raise(1)
    source.raise(2)
    source.raise(3)
    MainActorTurn.run { _ = queue.dispatchAll(.completion) }
    #expect(log.entries == [1])
    for _ in 0..<2 {
      queue.dispatchAll(.work)
      MainActorTurn.run { _ = queue.dispatchAll(.completion) }
    }
    #expect(log.entries == [1, 2, 3])
  }

  @Test func `end when the task is cancelled, and listen no longer`() async throws {
    let (source, log) = (source, log)
    let queue = TaskQueue(work: .manual, completion: .manual)
    let task = Task.immediate {
      for await payload in source.notifications(on: queue) { log.append(payload) }
      log.append(0)
    }
    task.cancel()
    queue.dispatchAll(.completion)
    await task.value
    #expect(log.entries == [0])
    #expect(source.listenerCount == 0)
  }

  @Test func `end when the queue terminates`() async throws {
    let (source, log) = (source, log)
    let queue = TaskQueue(work: .manual, completion: .manual)
    let task = Task.immediate {
      for await payload in source.notifications(on: queue) { log.append(payload) }
      log.append(0)
      // One that begins after that ends at once.
      for await payload in source.notifications(on: queue) { log.append(payload) }
    }
    try queue.terminate()
    await task.value
    #expect(log.entries == [0])
  }

  @Test func `stop listening when the loop is left`() async throws {
    let (source, log) = (source, log)
    let queue = TaskQueue.pooled
    let task = Task.immediate {
      for await payload in source.notifications(on: queue) {
        log.append(payload)
        break
      }
    }
    source.raise(1)
    await task.value
    source.raise(2)
    #expect(log.entries == [1])
    // The task may go on before the callback has returned that told it.
    try await onThread { try queue.terminate(wait: true) }
    #expect(source.listenerCount == 0)
  }
}
