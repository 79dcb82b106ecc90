import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.1 of the model, Q1–Q3: what a new queue is.
@Suite(.patience) struct CreationTests {
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

  // 1.2, Q1
  @Test func `each queue has two ports of its own`() {
    let queues = (1...2).map { _ in TaskQueue(work: .manual, completion: .manual) }
    let ports = queues.flatMap { [$0.port(.work), $0.port(.completion)] }
    #expect(Set(ports.map { ObjectIdentifier($0) }).count == 4)
  }

  // 1.3, Q3
  @Test(arguments: DispatchMode.allCases)
  func `a port has the mode it was made with, for every queue on it`(mode: DispatchMode) {
    let queue = TaskQueue(work: mode, completion: .manual)
    let composite = TaskQueue(work: queue.port(.completion), completion: queue.port(.work))
    #expect(queue.port(.work).mode == mode && composite.port(.completion).mode == mode)
  }
}
