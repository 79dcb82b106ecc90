import TestSupport
import Testing

@testable import TaskQueues

@Suite(.patience) struct RunTests {
  let queue = TaskQueue(work: .manual, completion: .manual)
  let log = Log<String>()

  struct Broken: Error {}

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

  // A live call holds the end of the work port back until its completion has returned: the ports are
  // dispatched in turn, twice.
  @Test func `work port, completion port, and both again end a manual queue with a call`() throws {
    let log = log
    try queue.run { _ in
    } completion: { _ in
      log.append("completion")
    }
    try queue.terminate { log.append("terminated") }
    for role in [PortRole.work, .completion, .work] { queue.dispatchAll(role) }
    #expect(log.entries == ["completion"])
    queue.dispatchAll(.completion)
    #expect(log.entries == ["completion", "terminated"])
  }

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
    let stepped = SteppedQueue(work: mode, completion: mode)
    let log = log
    try stepped.queue.run { _ in
      log.append("work")
    } completion: {
      log.append("cancelled \($0.isCancelled)")
    }
    try stepped.queue.terminate { log.append("terminated") }
    stepped.runAll()
    #expect(log.entries == ["cancelled true", "terminated"])
  }
}
