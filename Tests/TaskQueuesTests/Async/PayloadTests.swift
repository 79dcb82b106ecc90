import Synchronization
import TestSupport
import Testing

@testable import TaskQueues

/// What the C interface needs beside what Swift sees: a result that is fetched once.
@Suite(.patience) struct PayloadTests {
  typealias Operation = StoringOperation

  let stepped = SteppedQueue()
  let log = Log<String>()
  var queue: TaskQueue { stepped.queue }

  /// A provider as C has it: its work completes with a status and declares a payload.
  private func call(withPayload: Bool = true, status: Int32 = 0x1234_5678) -> Operation {
    let log = log
    return Operation(keeping: queue) { operation, step in
      let operation = unsafeDowncast(operation, to: Operation.self)
      if step != .storeCancelled { log.append("\(step)") }
      switch step {
      case .begin: try? operation.schedule(after: .zero)
      case .doWork:
        guard operation.claim() else { return .inProgress }
        operation.storage = status
        operation.publish(withPayload: withPayload)
      case .storeCancelled: operation.storage = -1
      case .cancel, .callCompletion, .cleanup: break
      }
      return .inProgress
    }
  }

  @Test func `a payload is fetched, and cleanup follows`() throws {
    let call = call()
    try queue.begin(call, hasCallback: false)
    #expect(call.takePayload { log.append("getResult") } == .pending)
    stepped.run(.work)
    #expect(call.hasPayload && call.storage == 0x1234_5678)
    #expect(call.takePayload { log.append("getResult") } == .taken)
    #expect(call.takePayload { log.append("getResult") } == .alreadyTaken)
    #expect(log.entries == ["begin", "doWork", "getResult", "cleanup"])
  }

  @Test func `a payload that is fetched in the completion is cleaned up after it`() throws {
    let call = call()
    try queue.begin(call, hasCallback: true)
    stepped.run(.work)
    #expect(call.takePayload { log.append("getResult") } == .taken)
    stepped.run(.completion)
    #expect(log.entries == ["begin", "doWork", "getResult", "callCompletion", "cleanup"])
  }

  @Test func `a call without a payload has nothing to fetch, again and again`() throws {
    let call = call(withPayload: false)
    try queue.begin(call, hasCallback: false)
    stepped.run(.work)
    #expect(call.takePayload {} == .none)
    #expect(call.takePayload {} == .none)
    #expect(log.entries == ["begin", "doWork", "cleanup"])
  }

  @Test func `a payload that nobody fetches does not hold up the queue, and can be dropped`() throws
  {
    let call = call()
    try queue.begin(call, hasCallback: true)
    try queue.terminate { [log] in log.append("terminated") }
    stepped.runAll()
    #expect(log.entries == ["begin", "cancel", "cleanup", "callCompletion", "terminated"])

    let other = SteppedQueue()
    let dropped = self.call()
    try other.queue.begin(dropped, hasCallback: false)
    other.run(.work)
    try other.queue.terminate { [log] in log.append("terminated too") }
    other.runAll()
    dropped.dropPayload()
    #expect(log.entries.suffix(4) == ["begin", "doWork", "terminated too", "cleanup"])
  }

  @Test func `nothing is asked or scheduled while a payload waits`() throws {
    let call = call()
    try queue.begin(call, hasCallback: false)
    stepped.run(.work)
    call.cancel()
    #expect(throws: TaskQueueError.alreadyComplete) { try call.schedule(after: .zero) }
    #expect(log.entries == ["begin", "doWork"])
    call.dropPayload()
  }

  @Test func `of several threads one fetches the payload`() async throws {
    let fetches = try await onThread { [self] in
      let fetches = Atomic(0)
      for _ in 0..<200 {
        let call = call()
        try queue.begin(call, hasCallback: false)
        stepped.run(.work)
        inParallel(4) { _ in _ = call.takePayload { fetches.add(1, ordering: .relaxed) } }
      }
      return fetches.load(ordering: .relaxed)
    }
    #expect(fetches == 200)
    #expect(log.entries.filter { $0 == "cleanup" }.count == 200)
  }

  @Test func `a terminated queue refuses an operation without a step, and another takes it`() throws
  {
    let call = call()
    try queue.terminate()
    #expect(throws: TaskQueueError.terminated) { try queue.begin(call, hasCallback: true) }
    #expect(log.entries == [])
    let other = SteppedQueue()
    try other.queue.begin(call, hasCallback: false)
    other.run(.work)
    call.dropPayload()
    #expect(log.entries == ["begin", "doWork", "cleanup"])
  }
}

extension StoringOperation {
  /// What is stored in these tests: a status.
  fileprivate var storage: Int32 {
    get { room.load(as: Int32.self) }
    set { room.storeBytes(of: newValue, as: Int32.self) }
  }
}
