import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.5 of the model, Q42–Q51: dispatching one callback.
@Suite(.patience) struct DispatchTests {
  let queue = TaskQueue(work: .manual, completion: .manual)
  let ran = Log<Int>()

  // Q42, Q44
  @Test func `a dispatch of an empty port runs nothing`() {
    #expect(!queue.dispatch(.work))
  }

  // Q42
  @Test func `a dispatch runs one callback`() throws {
    for number in 1...2 { try queue.submit(to: .work) { [ran] in ran.append(number) } }
    #expect(queue.dispatch(.work))
    #expect(ran.entries == [1])
  }

  // Q42, Q78
  //
  //   thread A          thread B
  //   submit begins
  //                     submit
  //                     dispatch: has one to run, though A's comes first
  //   submit ends
  @Test func `threads that each submit and dispatch once leave nothing`() async throws {
    let queue = queue
    let misses = try await onThread {
      let misses = Log<Int>()
      inParallel(4) { _ in
        for number in 1...5_000 {
          try! queue.submit(to: .work) {}
          if !queue.dispatch(.work) { misses.append(number) }
        }
      }
      return misses.entries
    }
    #expect(misses == [])
    #expect(queue.isEmpty(.work))
  }

  // Q42
  @Test func `a cancelled callback counts as dispatched`() throws {
    try queue.submit(to: .work) {}
    try queue.terminate()
    #expect(queue.dispatch(.work))
  }

  // Q46
  @Test func `the delivery of a termination does not count as dispatched`() throws {
    let ran = ran
    try queue.terminate { ran.append(1) }
    #expect(!queue.dispatch(.work))
    #expect(!queue.dispatch(.completion))
    #expect(ran.entries == [1])
  }

  // Q50
  @Test func `a dispatch inside a callback runs the next one`() throws {
    let (queue, ran) = (queue, ran)
    try queue.submit(to: .work) {
      queue.dispatch(.work)
      ran.append(1)
    }
    try queue.submit(to: .work) { ran.append(2) }
    queue.dispatch(.work)
    #expect(ran.entries == [2, 1])
  }

  // Q45, Q93
  @Test func `a dispatch of a terminated queue returns at once, however long it may wait`() throws {
    try queue.terminate()
    queue.dispatch(.work)
    queue.dispatch(.completion)
    for port in PortRole.allCases { #expect(!queue.dispatch(port, timeout: nil)) }
  }

  // Q44
  @Test func `a dispatch of a busy port does not wait for the other thread`() async throws {
    let (queue, ran) = (queue, ran)
    try await onThread {
      let began = Gate()
      let mayReturn = Gate()
      try queue.submit(to: .work) {
        began.open()
        mayReturn.wait()
      }
      let other = SystemThread(name: "other") { queue.dispatch(.work) }
      began.wait()
      ran.append(queue.dispatch(.work) ? 1 : 0)
      mayReturn.open()
      other.join()
    }
    #expect(ran.entries == [0])
  }
}
