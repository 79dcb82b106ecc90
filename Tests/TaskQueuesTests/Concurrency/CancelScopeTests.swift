import TestSupport
import Testing

@testable import TaskQueues

@Suite("A cancel scope", .patience)
struct CancelScopeTests {
  private let queue = TaskQueue(work: .manual, completion: .manual)
  private let log = Log<String>()

  private func run(in scope: CancelScope, _ name: String) throws -> AsyncBlock<String> {
    try scope.run(on: queue) { [log] _ in
      log.append("work \(name)")
      return name
    } completion: { [log] result in
      log.append("completion \((try? result.get()) ?? "cancelled")")
    }
  }

  @Test func `lets its blocks run as they would`() throws {
    let scope = CancelScope()
    _ = try run(in: scope, "a")
    queue.dispatchAll(.work)
    queue.dispatchAll(.completion)
    #expect(log.entries == ["work a", "completion a"])
  }

  @Test func `that ends runs neither work nor completions of its blocks`() throws {
    let scope = CancelScope()
    let block = try run(in: scope, "a")
    scope.end()
    queue.dispatchAll(.work)
    queue.dispatchAll(.completion)
    #expect(log.entries == [])
    #expect(block.status == .cancelled)
  }

  @Test func `that ends holds back a completion that is on its way`() throws {
    let scope = CancelScope()
    _ = try run(in: scope, "a")
    queue.dispatchAll(.work)
    scope.end()
    queue.dispatchAll(.completion)
    #expect(log.entries == ["work a"])
  }

  @Test func `ends when it is let go of`() throws {
    var scope: CancelScope? = CancelScope()
    let block = try run(in: try #require(scope), "a")
    scope = nil
    #expect(block.isCancelled)
  }

  @Test func `that has ended cancels at once what is started in it`() async throws {
    let scope = CancelScope()
    scope.end()
    #expect(try run(in: scope, "a").isCancelled)
    let task = scope.task(on: .init(work: .threadPool, completion: .manual, environment: .own)) {
      Issue.record("the task has begun")
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func `may end inside of one of its completions`() throws {
    let scope = CancelScope()
    try scope.run(on: queue) { _ in
      1
    } completion: { [log] _ in
      scope.end()
      log.append("ended")
    }
    _ = try run(in: scope, "b")
    queue.dispatchAll(.work)
    queue.dispatchAll(.completion)
    #expect(log.entries == ["work b", "ended"])
  }

  //  dispatcher          ender
  //  completion begins
  //                      end() waits
  //  completion ends
  //                      end() returns
  @Test func `waits at its end for a completion that is running on another thread`() async throws {
    let (scope, queue, log) = (CancelScope(), queue, log)
    let (begun, goOn) = (Gate(), Gate())
    try scope.run(on: queue) { _ in
      1
    } completion: { _ in
      begun.open()
      goOn.wait()
      log.append("completion")
    }
    queue.dispatchAll(.work)
    let dispatcher = SystemThread(name: "dispatcher") { queue.dispatchAll(.completion) }
    try await onThread {
      begun.wait()
      let ender = SystemThread(name: "ender") {
        scope.end()
        log.append("end")
      }
      goOn.open()
      ender.join()
    }
    dispatcher.join()
    #expect(log.entries == ["completion", "end"])
  }

  @Test func `cancels its tasks, in whatever they wait for`() async throws {
    let (scope, queue) = (CancelScope(), queue)
    let begun = Log<Int>()
    let first = scope.task(on: TaskQueue.pooled) {
      begun.append(1)
      try await queue.run {}
      Issue.record("a cancelled task goes on")
    }
    let second = Task {
      begun.append(2)
      await untilCancelled()
    }
    scope.add(second)
    try await onThread { begun.wait(forCount: 2) }
    scope.end()
    await second.value
    try await onThread {
      while queue.dispatch(.work) {}
      while queue.dispatch(.completion, timeout: .milliseconds(1)) {}
    }
    try queue.terminate()
    queue.dispatchAll(.work)
    queue.dispatchAll(.completion)
    await #expect(throws: CancellationError.self) { try await first.value }
  }

  @Test func `forgets what has finished`() async throws {
    let released = Log<String>()
    let scope = CancelScope()
    do {
      let canary = Canary { released.append("released") }
      let task = scope.task(on: TaskQueue.pooled) { canary.sing() }
      try await task.value
    }
    try await onThread { released.wait(forCount: 1) }
    #expect(!scope.isEnded)
  }
}

extension TaskQueue {
  /// A queue that needs nobody to dispatch it.
  static var pooled: TaskQueue {
    TaskQueue(work: .threadPool, completion: .threadPool, environment: .own)
  }
}
