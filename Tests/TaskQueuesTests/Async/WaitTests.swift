import TestSupport
import Testing

@testable import TaskQueues

@Suite(.patience) struct WaitTests {
  let queue = TaskQueue(work: .manual, completion: .manual)
  let log = Log<String>()

  //   waiter        dispatcher
  //   wait
  //     sleeps      work returns: the status is succeeded
  //     sleeps      completion begins
  //                   returns
  //   returns
  @Test func `a wait ends after the completion has returned`() async throws {
    let (queue, log) = (queue, log)
    try await onThread {
      let block = try queue.run { _ in
        7
      } completion: { _ in
        log.append("completion")
      }
      let waiter = SystemThread(name: "waiter") {
        block.wait()
        log.append("waiter")
      }
      queue.dispatch(.work)
      log.append(block.status == .succeeded ? "succeeded" : "not over")
      queue.dispatch(.completion)
      waiter.join()
    }
    #expect(log.entries == ["succeeded", "completion", "waiter"])
  }

  @Test func `a wait inside the completion returns the result`() throws {
    let block = Log<AsyncBlock<Int>>()
    let results = Log<Int?>()
    try block.append(
      queue.run { _ in
        7
      } completion: { _ in
        results.append(try? block.entries[0].wait().get())
      })
    queue.dispatch(.work)
    queue.dispatch(.completion)
    #expect(results.entries == [7])
  }

  @Test func `work that has completed its call and waits for it goes on at once`() throws {
    let log = log
    try queue.begin(
      Traced(
        log: log,
        onWork: { call in
          call.complete(with: .success(7))
          log.append(AsyncBlock(operation: call.operation).wait().inAWord)
          return .inProgress
        })
    ) { _ in log.append("completion") }
    queue.dispatch(.work)
    queue.dispatch(.completion)
    #expect(log.entries == ["begin", "doWork", "7", "cleanup", "completion"])
  }

  @Test func `a wait inside the work of its own call is a mistake`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let queue = TaskQueue(work: .immediate, completion: .immediate)
      try queue.run { block in _ = block.wait() }
    }
    #expect(result.says("would wait for itself"))
  }

  @Test(arguments: DispatchMode.allCases)
  func `any number of threads may wait for one call`(mode: DispatchMode) async throws {
    let results = try await onThread {
      let queue = TaskQueue(work: mode, completion: mode)
      let dispatchers = Dispatchers(of: queue, work: mode, completion: mode)
      let block = try queue.run { _ in
        7
      } completion: { _ in
      }
      let results = Log<Int?>()
      inParallel(4) { _ in results.append(try? block.wait().get()) }
      try queue.terminate(wait: true)
      dispatchers.join()
      return results.entries
    }
    #expect(results == [7, 7, 7, 7])
  }
}
