import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.9 of the model, Q94–Q97: a termination that is suspended.
@Suite(.patience) struct TerminationSuspensionTests {
  let queue = TaskQueue(work: .manual, completion: .manual)
  let told = Log<String>()

  // Q94, Q95
  @Test func `a suspended termination cancels and refuses, and ends when the last is taken back`()
    throws
  {
    try queue.suspendTermination()
    try queue.suspendTermination()
    try queue.submit(to: .work) { told.append("cancelled: \($0)") }
    try queue.terminate { self.told.append("ended") }
    for port in PortRole.allCases { queue.dispatchAll(port) }
    #expect(throws: TaskQueueError.terminated) { try queue.submit(to: .work) {} }
    #expect(told.entries == ["cancelled: true"])
    queue.resumeTermination()
    for port in PortRole.allCases { queue.dispatchAll(port) }
    #expect(told.entries == ["cancelled: true"])
    queue.resumeTermination()
    for port in PortRole.allCases { queue.dispatchAll(port) }
    #expect(told.entries == ["cancelled: true", "ended"])
  }

  // Q102
  @Test func `a suspension is no callback: the port is empty`() throws {
    try queue.suspendTermination()
    #expect(queue.isEmpty(.work))
    queue.resumeTermination()
    #expect(queue.isEmpty(.work))
  }

  // Q84, Q94
  @Test func `a queue that has begun to end cannot be suspended`() throws {
    try queue.terminate()
    #expect(throws: TaskQueueError.terminated) { try queue.suspendTermination() }
    for port in PortRole.allCases { queue.dispatchAll(port) }
    #expect(queue.isTerminated(.completion))
  }

  #if DEBUG
    // Q97
    @Test func `a termination resumed once too often is a mistake`() async {
      let result = await #expect(
        processExitsWith: .failure, observing: [\.standardErrorContent]
      ) { TaskQueue(work: .manual, completion: .manual).resumeTermination() }
      #expect(result.says("call it once for each that returned"))
    }
  #else
    // Q97
    @Test func `a termination resumed once too often does nothing`() throws {
      queue.resumeTermination()
      try queue.terminate { self.told.append("ended") }
      for port in PortRole.allCases { queue.dispatchAll(port) }
      #expect(told.entries == ["ended"])
    }
  #endif

  // Q8, Q96
  @Test func `a queue whose termination is suspended lives without handles`() throws {
    weak var core: QueueCore?
    do {
      let queue = TaskQueue(work: .manual, completion: .manual)
      core = queue.core
      for _ in 1...2 { try queue.suspendTermination() }
    }
    core?.resumeTermination()
    try core?.suspendTermination()
    core?.resumeTermination()
    #expect(core != nil)
    core?.resumeTermination()
    #expect(core == nil)
  }
}
