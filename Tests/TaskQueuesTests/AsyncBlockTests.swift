import Synchronization
import TestSupport
import Testing

@testable import TaskQueues

@Suite(.timeLimit(.minutes(1))) struct AsyncBlockTests {
  struct Broken: Error {}

  let queue = TaskQueue(work: .manual, completion: .manual)
  let log = Log<String>()

  // MARK: The course of a call

  @Test func `work runs on the work port, then the completion on the completion port`() throws {
    let log = log
    try queue.run { _ in
      log.append("work")
    } completion: { _ in
      log.append("completion")
    }
    #expect(log.entries == [])
    queue.dispatchAll(.completion)
    queue.dispatchAll(.work)
    #expect(log.entries == ["work"])
    queue.dispatchAll(.completion)
    #expect(log.entries == ["work", "completion"])
  }

  @Test func `a call is pending until its work has returned`() throws {
    let block = try queue.run { (_: AsyncBlock<Int>) in 7 }
    #expect(block.status == .pending)
    #expect(block.result == nil)
    queue.dispatch(.work)
    #expect(block.status == .succeeded)
    #expect(try block.result?.get() == 7)
  }

  @Test func `work that throws fails the call with its error`() throws {
    let block = try queue.run { (_: AsyncBlock<Int>) in throw Broken() }
    queue.dispatch(.work)
    #expect(block.status == .failed)
    guard case .failure(.failed(let error)) = block.result else {
      Issue.record("not failed: \(String(describing: block.result))")
      return
    }
    #expect(error is Broken)
  }

  @Test func `work that throws CancellationError cancels the call`() throws {
    let block = try queue.run { (_: AsyncBlock<Int>) in throw CancellationError() }
    queue.dispatch(.work)
    #expect(block.status == .cancelled)
  }

  @Test func `a call on immediate ports is over before run returns`() throws {
    let queue = TaskQueue(work: .immediate, completion: .immediate)
    let log = log
    let block = try queue.run { _ in
      log.append("work")
    } completion: { _ in
      log.append("completion")
    }
    #expect(log.entries == ["work", "completion"])
    #expect(block.status == .succeeded)
  }

  // MARK: Cancelling

  @Test func `work that is cancelled before it began does not run, and its completion is told`()
    throws
  {
    let log = log
    let block = try queue.run { _ in
      log.append("work")
    } completion: {
      log.append("\($0.isCancelled)")
    }
    block.cancel()
    #expect(block.status == .pending)
    queue.dispatchAll(.work)
    #expect(block.status == .cancelled)
    queue.dispatchAll(.completion)
    #expect(log.entries == ["true"])
  }

  @Test func `work that is running sees that it is asked to stop, and may succeed all the same`()
    throws
  {
    let block = try queue.run { (block: AsyncBlock<Bool>) in
      block.cancel()
      return block.isCancelled
    }
    queue.dispatch(.work)
    #expect(try block.result?.get() == true)
  }

  @Test func `cancelling a call that is over has no effect`() throws {
    let block = try queue.run { _ in 7 }
    queue.dispatch(.work)
    block.cancel()
    #expect(!block.isCancelled)
    #expect(block.status == .succeeded)
  }

  // MARK: Termination

  @Test func `a terminated queue refuses a call and calls nothing`() throws {
    try queue.terminate()
    #expect(throws: TaskQueueError.terminated) {
      try queue.run { [log] _ in
        log.append("work")
      } completion: { [log] _ in
        log.append("completion")
      }
    }
    queue.dispatchAll(.work)
    queue.dispatchAll(.completion)
    #expect(log.entries == [])
  }

  @Test(arguments: DispatchMode.queued)
  func `termination cancels a call that has not begun, and ends after its completion`(
    mode: DispatchMode
  ) throws {
    let threads = SteppedThreads()
    let queue = TaskQueue(
      work: mode, completion: mode, environment: threads.environment()
    )
    let log = log
    try queue.run { _ in
      log.append("work")
    } completion: {
      log.append("cancelled \($0.isCancelled)")
    }
    try queue.terminate { log.append("terminated") }
    threads.runUntilIdle()
    queue.dispatchAll(.work)
    queue.dispatchAll(.completion)
    #expect(log.entries == ["cancelled true", "terminated"])
  }

  // MARK: Waiting

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

  // MARK: What is kept alive

  @Test func `a call that is over holds neither its work nor its completion`() throws {
    let log = log
    let block = try run(
      holding: Canary { log.append("work") }, andHolding: Canary { log.append("completion") })
    queue.dispatch(.work)
    #expect(log.entries == ["work"])
    queue.dispatch(.completion)
    #expect(log.entries == ["work", "completion"])
    #expect(block.status == .succeeded)
  }

  private func run(
    holding one: Canary, andHolding other: Canary
  ) throws -> AsyncBlock<Void> {
    try queue.run { _ in
      one.sing()
    } completion: { _ in
      other.sing()
    }
  }

  @Test func `a call on manual ports is cancelled when the last handle of its queue closes`() throws
  {
    let log = log
    let block: AsyncBlock<Void>
    do {
      let queue = TaskQueue(work: .manual, completion: .manual)
      block = try queue.run { _ in
        log.append("work")
      } completion: {
        log.append("cancelled \($0.isCancelled)")
      }
    }
    #expect(log.entries == ["cancelled true"])
    #expect(block.status == .cancelled)
  }

  @Test func `a completion that nobody could dispatch any more runs where the work ends`() throws {
    let log = log
    let threads = SteppedThreads()
    do {
      let queue = TaskQueue(
        work: .threadPool, completion: .manual,
        environment: threads.environment())
      try queue.run { _ in
        log.append("work")
      } completion: { _ in
        log.append("completion")
      }
    }
    threads.runUntilIdle()
    #expect(log.entries == ["work", "completion"])
  }

  // MARK: Stress

  /// Calls that are cancelled, waited for and terminated from all sides.
  @Test(arguments: DispatchMode.allCases)
  func `each call completes exactly once, with the result that its block shows`(
    mode: DispatchMode
  ) async throws {
    let seed = {
      var random = SeededRandom.forStress()
      return random.next()
    }()
    let (accepted, completed, differing) = try await onThread {
      let accepted = Atomic(0)
      let completed = Atomic(0)
      let differing = Atomic(0)
      for round in 0..<20 {
        let queue = TaskQueue(work: mode, completion: mode)
        let dispatchers = Dispatchers(of: queue, work: mode, completion: mode)
        inParallel(4) { index in
          var random = SeededRandom(seed: seed &+ UInt64(round * 4 + index))
          for number in 0..<40 {
            let told = Log<Int?>()
            guard
              let block = try? queue.run(
                { _ in number },
                completion: {
                  completed.add(1, ordering: .relaxed)
                  told.append(try? $0.get())
                })
            else { continue }
            accepted.add(1, ordering: .relaxed)
            if Int.random(in: 0..<3, using: &random) == 0 { block.cancel() }
            if Int.random(in: 0..<4, using: &random) == 0 {
              let result = try? block.wait().get()
              if told.entries != [result] { differing.add(1, ordering: .relaxed) }
            }
            if index == 0 && Int.random(in: 0..<40, using: &random) == 0 { try! queue.terminate() }
          }
        }
        try queue.terminate(wait: true)
        dispatchers.join()
      }
      return (
        accepted.load(ordering: .relaxed), completed.load(ordering: .relaxed),
        differing.load(ordering: .relaxed)
      )
    }
    #expect(completed == accepted)
    #expect(differing == 0)
  }
}

extension Result where Failure == AsyncError {
  fileprivate var isCancelled: Bool {
    if case .failure(.cancelled) = self { true } else { false }
  }
}
