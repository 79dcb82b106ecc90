import TestSupport
import Testing

@testable import TaskQueues

/// Being called when a call is over, in place of waiting for it.
@Suite(.patience) struct ObserverTests {
  let queue = TaskQueue(work: .manual, completion: .manual)
  let log = Log<String>()

  @Test func `whoever wants to know is called once the completion has returned, in order`() throws {
    let log = log
    let block = try queue.run { _ in
      7
    } completion: { _ in
      log.append("completion")
    }
    block.whenComplete { log.append("first \($0.inAWord)") }
    block.whenComplete { log.append("second \($0.inAWord)") }
    queue.dispatch(.work)
    #expect(log.entries == [])
    queue.dispatch(.completion)
    #expect(log.entries == ["completion", "first 7", "second 7"])
  }

  @Test func `without a completion it is when the work has returned`() throws {
    let log = log
    let block = try queue.run { _ in 7 }
    block.whenComplete { log.append($0.inAWord) }
    queue.dispatch(.work)
    #expect(log.entries == ["7"])
  }

  @Test func `who asks about a call that is over is called at once`() throws {
    let log = log
    let block = try queue.run { _ in 7 }
    queue.dispatch(.work)
    block.whenComplete { log.append($0.inAWord) }
    #expect(log.entries == ["7"])
  }

  @Test func `a queue that ends tells that the call was cancelled`() throws {
    let log = log
    let block = try queue.run { _ in 7 }
    block.whenComplete { log.append($0.inAWord) }
    try queue.terminate()
    queue.dispatchAll(.work)
    #expect(log.entries == ["cancelled"])
  }

  @Test func `each is called once, however the calls are timed`() async throws {
    let rounds = 2000
    let log = log
    let queue = queue
    try await onThread {
      for _ in 0..<rounds {
        let block = try queue.run { _ in 7 }
        inParallel(3) { index in
          if index == 0 {
            queue.dispatch(.work)
          } else {
            block.whenComplete { log.append($0.inAWord) }
          }
        }
      }
    }
    #expect(log.entries.count == 2 * rounds)
  }
}
