import TestSupport
import Testing

@testable import TaskQueues

/// What a drain of a port does for the queues that share it.
@Suite(.patience) struct SharedPortTests {
  let ran = Log<String>()

  @Test func `a termination callback finds on the port what comes after its queue's last callback`()
    throws
  {
    let root = TaskQueue(work: .manual, completion: .immediate)
    let first = TaskQueue(work: root.port(.work), completion: root.port(.completion))
    try first.submit(to: .work) { _ in self.ran.append("first") }
    try root.submit(to: .work) { self.ran.append("second") }
    try first.terminate {
      self.ran.append("first ended")
      root.dispatch(.work)
      self.ran.append("told")
    }
    root.dispatchAll(.work)
    #expect(ran.entries == ["first", "first ended", "second", "told"])
  }
}
