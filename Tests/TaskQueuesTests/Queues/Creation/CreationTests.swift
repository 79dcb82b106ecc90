import TaskQueues
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct CreationTests {
  // Q1, Q102
  @Test(arguments: DispatchMode.allCases, PortRole.allCases)
  func `a new queue holds nothing`(mode: DispatchMode, port: PortRole) {
    let queue = TaskQueue(work: mode, completion: mode)
    #expect(queue.isEmpty(port))
    #expect(!queue.dispatch(port))
  }

  // Q1
  @Test(arguments: DispatchMode.allCases, PortRole.allCases)
  func `a new queue is not terminated`(mode: DispatchMode, port: PortRole) {
    let queue = TaskQueue(work: mode, completion: mode)
    #expect(!queue.isTerminated(port))
  }

  // 1.2, Q1
  @Test func `the two ports of a queue are apart`() throws {
    let queue = TaskQueue(work: .manual, completion: .manual)
    let ran = Log<String>()
    try queue.submit(to: .work) { ran.append("work") }
    try queue.submit(to: .completion) { ran.append("completion") }

    #expect(queue.dispatchAll(.completion) == 1)
    #expect(ran.entries == ["completion"])
    #expect(queue.isEmpty(.completion) && !queue.isEmpty(.work))
  }

  // Q108
  @Test func `a queue tells the time and the threads it was given`() {
    let clock = ManualClock()
    let queue = TaskQueue(work: .manual, completion: .manual, clock: clock)
    #expect(queue.environment.clock === clock)
  }
}
