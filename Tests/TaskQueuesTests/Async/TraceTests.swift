import TestSupport
import Testing

@testable import TaskQueues

/// What a provider is called with, in which order, and where Cleanup comes: on every completion port.
@Suite(.patience) struct TraceTests {
  let log = Log<String>()

  /// What is to be seen where the completion comes later, and where it runs at once.
  private func expect(
    _ queued: [String], immediate: [String], _ completion: DispatchMode,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      log.entries == (completion == .immediate ? immediate : queued), sourceLocation: sourceLocation
    )
  }

  private func begin(
    _ provider: Traced, on stepped: SteppedQueue
  ) throws -> AsyncBlock<Int> {
    try stepped.queue.begin(provider) { [log] in log.append($0.inAWord) }
  }

  @Test(arguments: DispatchMode.allCases, DispatchMode.allCases)
  func `work that completes is cleaned up when it returns`(
    work: DispatchMode, completion: DispatchMode
  ) throws {
    let stepped = SteppedQueue(work: work, completion: completion)
    _ = try begin(Traced(log: log), on: stepped)
    if completion == .manual {
      stepped.run(.work)
      #expect(log.entries == ["begin", "doWork", "cleanup"])
    }
    stepped.runAll()
    expect(
      ["begin", "doWork", "cleanup", "7"], immediate: ["begin", "doWork", "7", "cleanup"],
      completion)
  }

  @Test(arguments: DispatchMode.allCases, DispatchMode.allCases)
  func `work that completes its call before it returns is cleaned up when it returns`(
    work: DispatchMode, completion: DispatchMode
  ) throws {
    let stepped = SteppedQueue(work: work, completion: completion)
    let log = log
    let provider = Traced(
      log: log,
      onWork: { call in
        call.complete(with: .success(8))
        log.append("returns")
        throw Broken()
      })
    let block = try begin(provider, on: stepped)
    stepped.runAll()
    expect(
      ["begin", "doWork", "returns", "cleanup", "8"],
      immediate: ["begin", "doWork", "8", "returns", "cleanup"], completion)
    #expect(try block.result?.get() == 8)
  }

  @Test(arguments: DispatchMode.allCases)
  func `a begin that throws fails the call, which is cleaned up after its completion`(
    completion: DispatchMode
  ) throws {
    let stepped = SteppedQueue(completion: completion)
    let block = try begin(Traced(log: log, onBegin: { _ in throw Broken() }), on: stepped)
    #expect(block.status == .failed)
    if completion == .manual { #expect(log.entries == ["begin"]) }
    stepped.runAll()
    #expect(log.entries == ["begin", "failed", "cleanup"])
  }

  @Test
  func `a call that completes in begin, without a completion, is cleaned up before begin returns`()
    throws
  {
    let stepped = SteppedQueue()
    let provider = Traced(
      log: log,
      onBegin: { [log] call in
        call.complete(with: .success(1))
        log.append("completed")
      })
    let block = try stepped.queue.begin(provider)
    #expect(log.entries == ["begin", "completed", "cleanup"])
    #expect(block.status == .succeeded)
  }

  @Test(arguments: DispatchMode.queued, DispatchMode.allCases)
  func `a queue that terminates cancels a call that is scheduled`(
    work: DispatchMode, completion: DispatchMode
  ) throws {
    let stepped = SteppedQueue(work: work, completion: completion)
    let block = try begin(Traced(log: log), on: stepped)
    try stepped.queue.terminate { [log] in log.append("terminated") }
    stepped.runAll()
    expect(
      ["begin", "cancel", "cleanup", "cancelled", "terminated"],
      immediate: ["begin", "cancel", "cancelled", "cleanup", "terminated"], completion)
    #expect(block.status == .cancelled)
  }

  @Test(arguments: DispatchMode.queued, DispatchMode.allCases)
  func `work scheduled for later is cancelled at once by termination`(
    work: DispatchMode, completion: DispatchMode
  ) throws {
    let stepped = SteppedQueue(work: work, completion: completion)
    _ = try begin(
      Traced(log: log, onBegin: { try $0.schedule(after: .seconds(9)) }), on: stepped)
    try stepped.queue.terminate()
    stepped.runAll()
    expect(
      ["begin", "cancel", "cleanup", "cancelled"],
      immediate: ["begin", "cancel", "cancelled", "cleanup"], completion)
  }

  @Test(arguments: DispatchMode.allCases)
  func `a cancel that completes the call is followed by the completion, then by cleanup`(
    completion: DispatchMode
  ) throws {
    let stepped = SteppedQueue(completion: completion)
    let provider = Traced(
      log: log,
      onCancel: { [log] call in
        call.complete(with: .failure(.cancelled))
        log.append("cancel returns")
      })
    let block = try begin(provider, on: stepped)
    block.cancel()
    #expect(block.status == .cancelled)
    if completion == .manual { #expect(log.entries == ["begin", "cancel", "cancel returns"]) }
    stepped.runAll()
    expect(
      ["begin", "cancel", "cancel returns", "cancelled", "cleanup"],
      immediate: ["begin", "cancel", "cancelled", "cancel returns", "cleanup"], completion)
  }

  @Test func `without a completion a cancel that completes cleans up before it returns`() throws {
    let stepped = SteppedQueue()
    let block = try stepped.queue.begin(
      Traced(log: log, onCancel: { $0.complete(with: .failure(.cancelled)) }))
    block.cancel()
    #expect(log.entries == ["begin", "cancel", "cleanup"])
    stepped.runAll()
    #expect(log.entries == ["begin", "cancel", "cleanup"])
  }

  @Test(arguments: DispatchMode.allCases)
  func `a call completed from elsewhere is cleaned up after its completion`(
    completion: DispatchMode
  ) throws {
    let stepped = SteppedQueue(completion: completion)
    let kept = Kept<AsyncCall<Int>>()
    _ = try begin(Traced(log: log, onBegin: { kept.keep($0) }), on: stepped)
    stepped.runAll()
    #expect(log.entries == ["begin"])
    kept.value?.complete(with: .success(3))
    stepped.runAll()
    #expect(log.entries == ["begin", "3", "cleanup"])
  }

  @Test(arguments: DispatchMode.allCases)
  func `work in steps is called once for each, with a delay in between`(work: DispatchMode) throws {
    let stepped = SteppedQueue(work: work)
    let steps = Log<Int>()
    let provider = Traced(
      log: log,
      onWork: { _ in
        steps.append(1)
        return steps.entries.count == 6 ? .completed(120) : .again(after: .milliseconds(100))
      })
    _ = try begin(provider, on: stepped)
    for _ in 0..<4 {
      stepped.runAll()
      stepped.clock.advance(by: .milliseconds(100))
    }
    stepped.runAll()
    #expect(log.entries == ["begin"] + Array(repeating: "doWork", count: 5))
    stepped.clock.advance(by: .milliseconds(100))
    stepped.runAll()
    #expect(log.entries.suffix(3) == ["doWork", "cleanup", "120"])
  }
}
