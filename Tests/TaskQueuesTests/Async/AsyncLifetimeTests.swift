import TestSupport
import Testing

@testable import TaskQueues

@Suite(.patience) struct AsyncLifetimeTests {
  let queue = TaskQueue(work: .manual, completion: .manual)
  let log = Log<String>()

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
}
