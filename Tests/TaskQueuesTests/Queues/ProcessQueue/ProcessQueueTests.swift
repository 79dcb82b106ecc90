import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.10 of the model, Q98–Q101: the queue of the whole process. Each test is a process of its own.
@Suite(.timeLimit(.minutes(1))) struct ProcessQueueTests {
  // 1.8, Q98, Q99, Q100
  @Test func `the process queue is made once, may be replaced, and disabled`() async {
    await #expect(processExitsWith: .success) {
      let first = TaskQueue.process
      precondition(first != nil && TaskQueue.process === first)
      precondition(first?.port(.work).mode == .threadPool)
      let own = TaskQueue(work: .manual, completion: .manual)
      TaskQueue.process = own
      precondition(TaskQueue.process === own)
      TaskQueue.process = nil
      precondition(TaskQueue.process == nil)
      _ = TaskQueue.uninitialize()
      precondition(TaskQueue.process != nil && TaskQueue.process !== first)
    }
  }
}
