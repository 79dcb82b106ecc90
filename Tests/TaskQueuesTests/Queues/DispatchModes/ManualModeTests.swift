import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.2 of the model, Q13, Q14: manual ports.
@Suite(.patience) struct ManualModeTests {
  // Q13
  @Test func `nothing runs until the port is dispatched`() throws {
    let queue = TaskQueue(work: .manual, completion: .manual)
    let ran = Log<Int>()
    try queue.submit(to: .work) { ran.append(1) }
    #expect(ran.entries == [])
    queue.dispatch(.work)
    #expect(ran.entries == [1])
  }

  // 1.9, Q14
  @Test func `a callback runs on the thread that dispatches`() async throws {
    try await onThread {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let ran = Log<Bool>()
      let here = ThreadIdentity.current
      try queue.submit(to: .work) { ran.append(ThreadIdentity.current == here) }
      queue.dispatch(.work)
      #expect(ran.entries == [true])
    }
  }

  //   thread A            thread B
  //   dispatch: first
  //     waits for second  dispatch: second
  //     returns             returns
  // Q14
  @Test func `several threads dispatch one port side by side`() async throws {
    try await onThread {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let second = Gate()
      let ran = Log<String>()
      try queue.submit(to: .work) {
        second.wait()
        ran.append("first")
      }
      try queue.submit(to: .work) {
        ran.append("second")
        second.open()
      }
      inParallel(2) { _ in queue.dispatch(.work) }
      #expect(ran.entries == ["second", "first"])
    }
  }
}
