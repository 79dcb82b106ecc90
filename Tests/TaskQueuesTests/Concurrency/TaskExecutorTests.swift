import TestSupport
import Testing

@testable import TaskQueues

@Suite("A work port as task executor", .patience)
struct TaskExecutorTests {
  private let queue = TaskQueue(work: .manual, completion: .manual)

  /// Runs `body` while one thread dispatches the work port; gives that thread.
  private func dispatching(_ body: (UInt) async throws -> Void) async throws {
    let threads = Log<UInt>()
    try queue.submit(to: .work) { threads.append(SystemThread.current) }
    let dispatchers = Dispatchers(of: queue, work: .manual, completion: .manual)
    try await onThread { threads.wait(forCount: 1) }
    try await body(threads.entries[0])
    try queue.terminate()
    dispatchers.join()
  }

  @Test func `runs a task that prefers it where it is dispatched`() async throws {
    try await dispatching { thread in
      let seen = await Task(executorPreference: queue) { SystemThread.current }.value
      #expect(seen == thread)
    }
  }

  @Test func `runs the functions of a scope that prefers it, and no others`() async throws {
    @concurrent func seen() async -> UInt { SystemThread.current }
    try await dispatching { thread in
      let inside = await withTaskExecutorPreference(queue) { await seen() }
      let outside = await seen()
      #expect(inside == thread && outside != thread)
    }
  }

  @Test func `runs the children and the actors of a task that prefers it`() async throws {
    actor Counter {
      var threads: Set<UInt> = []
      func count() { threads.insert(SystemThread.current) }
    }
    try await dispatching { thread in
      let counter = Counter()
      let task = Task(executorPreference: queue) { @concurrent in
        await withTaskGroup(of: UInt.self) { group in
          for _ in 0..<10 {
            group.addTask {
              await counter.count()
              return SystemThread.current
            }
          }
          return await group.reduce(into: Set<UInt>()) { $0.insert($1) }
        }
      }
      #expect(await task.value == [thread])
      #expect(await counter.threads == [thread])
    }
  }

  @Test func `takes what a task does between two waits as one callback, in order`() async throws {
    let log = Log<String>()
    let (numbers, source) = AsyncStream<Int>.makeStream()
    let task = Task(executorPreference: queue) { @concurrent in
      log.append("begins")
      for await number in numbers { log.append("\(number)") }
    }
    try queue.submit(to: .work) { log.append("callback") }
    queue.dispatchAll(.work)
    #expect(log.entries == ["begins", "callback"])

    try queue.submit(to: .work) { log.append("callback") }
    source.yield(1)
    queue.dispatchAll(.work)
    #expect(log.entries == ["begins", "callback", "callback", "1"])

    source.finish()
    queue.dispatchAll(.work)
    await task.value
  }

  @Test func `lets a task come to its end also when it has terminated`() async throws {
    let log = Log<Int>()
    let (numbers, source) = AsyncStream<Int>.makeStream()
    let task = Task(executorPreference: queue) { @concurrent in
      for await number in numbers { log.append(number) }
    }
    try queue.terminate()
    queue.dispatchAll(.work)
    queue.dispatchAll(.completion)
    source.yield(1)
    source.finish()
    await task.value
    #expect(log.entries == [1])
  }

  @Test func `is not a port that runs callbacks where they are submitted`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let queue = TaskQueue(work: .immediate, completion: .manual)
      await Task(executorPreference: queue) {}.value
    }
    #expect(result.says("prefer a queue whose work port is not immediate"))
  }
}
