import TestSupport
import Testing

@testable import TaskQueues

/// Cancellation at every point of a call's life.
@Suite(.patience) struct CancelTests {
  let stepped = SteppedQueue()
  let log = Log<String>()
  var queue: TaskQueue { stepped.queue }

  private func begin(_ provider: Traced) throws -> AsyncBlock<Int> {
    try queue.begin(provider) { [log] in log.append($0.inAWord) }
  }

  @Test func `inside begin the provider is asked at once, and cleaned up after begin`() throws {
    let provider = Traced(
      log: log,
      onBegin: { [log] call in
        AsyncBlock(operation: call.operation).cancel()
        log.append("begin returns")
      },
      onCancel: { $0.complete(with: .failure(.cancelled)) })
    let block = try queue.begin(provider)
    #expect(log.entries == ["begin", "cancel", "begin returns", "cleanup"])
    #expect(block.status == .cancelled)
  }

  @Test func `a provider that does not care is asked once and works on`() throws {
    let block = try begin(Traced(log: log))
    block.cancel()
    block.cancel()
    #expect(block.status == .pending && block.isCancelled)
    stepped.runAll()
    #expect(log.entries == ["begin", "cancel", "doWork", "cleanup", "7"])
  }

  @Test func `work sees that it is to stop`() throws {
    let provider = Traced(log: log, onWork: { $0.isCancelled ? .completed(1) : .again() })
    let block = try begin(provider)
    stepped.run(.work)
    block.cancel()
    stepped.runAll()
    #expect(log.entries == ["begin", "doWork", "cancel", "doWork", "cleanup", "1"])
  }

  @Test func `a call that waits for a delay may complete at once`() throws {
    let provider = Traced(
      log: log,
      onBegin: { try $0.schedule(after: .seconds(9)) },
      onCancel: { $0.complete(with: .failure(.cancelled)) })
    try begin(provider).cancel()
    stepped.runAll()
    #expect(log.entries == ["begin", "cancel", "cancelled", "cleanup"])
    stepped.clock.advance(by: .seconds(9))
    stepped.runAll()
    #expect(log.entries == ["begin", "cancel", "cancelled", "cleanup"])
  }

  @Test func `a call that was cancelled and then terminated is not asked twice`() throws {
    try begin(Traced(log: log)).cancel()
    try queue.terminate()
    stepped.runAll()
    #expect(log.entries == ["begin", "cancel", "cleanup", "cancelled"])
  }

  //   worker                 canceller
  //   doWork begins
  //     waits                cancel completes the call
  //   returns: cleanup
  @Test func `while work is executing, the call completes and is cleaned up when work returns`()
    async throws
  {
    let (queue, log) = (queue, log)
    let (begun, cancelled) = (Gate(), Gate())
    let provider = Traced(
      log: log,
      onWork: { _ in
        begun.open()
        cancelled.wait()
        log.append("doWork returns")
        return .completed(7)
      },
      onCancel: { $0.complete(with: .failure(.cancelled)) })
    let block = try queue.begin(provider)
    try await onThread {
      let worker = SystemThread(name: "worker") { queue.dispatch(.work) }
      begun.wait()
      block.cancel()
      log.append("cancel returned")
      cancelled.open()
      worker.join()
    }
    #expect(
      log.entries
        == ["begin", "doWork", "cancel", "cancel returned", "doWork returns", "cleanup"])
    #expect(block.status == .cancelled)
  }

  //   canceller              worker
  //   cancel begins
  //     waits                doWork completes the call
  //   returns: cleanup
  @Test func `while cancel is executing, work completes and cleanup waits for cancel`() async throws
  {
    let (queue, log) = (queue, log)
    let (begun, worked) = (Gate(), Gate())
    let provider = Traced(
      log: log,
      onCancel: { _ in
        begun.open()
        worked.wait()
        log.append("cancel returns")
      })
    let block = try queue.begin(provider) { log.append($0.inAWord) }
    try await onThread {
      let canceller = SystemThread(name: "canceller") { block.cancel() }
      begun.wait()
      block.cancel()
      queue.dispatch(.work)
      queue.dispatch(.completion)
      worked.open()
      canceller.join()
    }
    #expect(log.entries == ["begin", "cancel", "doWork", "7", "cancel returns", "cleanup"])
  }

  @Test func `once the outcome is decided nothing is asked any more`() throws {
    let kept = Kept<AsyncCall<Int>>()
    let block = try begin(Traced(log: log, onBegin: { kept.keep($0) }))
    let operation = block.operation
    let isClaimed = operation.claim()
    #expect(isClaimed)
    block.cancel()
    operation.outcome = .success(1)
    operation.publish()
    block.cancel()
    stepped.runAll()
    block.cancel()
    #expect(log.entries == ["begin", "1", "cleanup"])
    #expect(!block.isCancelled)
  }

  @Test func `inside its own completion nothing is asked any more`() throws {
    let kept = Kept<AsyncBlock<Int>>()
    let log = log
    let block = try queue.begin(Traced(log: log)) {
      kept.value?.cancel()
      log.append($0.inAWord)
    }
    kept.keep(block)
    stepped.runAll()
    #expect(log.entries == ["begin", "doWork", "cleanup", "7"])
  }
}
