import TestSupport
import Testing

@testable import TaskQueues

struct EnvironmentTests {
  // Q16
  @Test func `the process has one pool, whatever the clock of a queue`() {
    let queues = [
      TaskQueue(work: .threadPool, completion: .serializedThreadPool),
      TaskQueue(work: .threadPool, completion: .serializedThreadPool, clock: ManualClock()),
    ]
    #expect(queues.allSatisfy { $0.environment.pool === Environment.system.pool })
  }
}
