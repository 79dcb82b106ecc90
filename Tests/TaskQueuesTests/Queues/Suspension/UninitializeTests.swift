import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.11 of the model, Q107: the end of the process's queues. Each test is a process of its own.
@Suite(.patience) struct UninitializeTests {
  // Q107
  @Test func `the end says by name what is still alive`() async {
    await #expect(processExitsWith: .success) {
      let done = Log<Int>()
      try TaskQueue.process?.submit(to: .work) { done.append(1) }
      done.wait(forCount: 1)
      var queue: TaskQueue? = TaskQueue(name: "levels", work: .manual, completion: .manual)
      try queue?.submit(to: .work) {}
      let alive = TaskQueue.uninitialize(timeout: .milliseconds(20))
      precondition(
        alive == [
          "queue \"levels\" (open): work active, 1 outstanding; completion active, 0 outstanding"
        ])
      queue = nil
      precondition(TaskQueue.uninitialize(timeout: .seconds(5)) == [])
    }
  }

  // Q100, Q107
  @Test func `the process queue is closed and not terminated`() async {
    await #expect(processExitsWith: .success) {
      let first = TaskQueue.process!
      precondition(TaskQueue.uninitialize().count == 1)
      try first.submit(to: .work) {}
      precondition(TaskQueue.process !== first)
    }
  }

  //   test                        other
  //   uninitialize begins
  //                               closes the last handle
  //   returns
  // Q107
  @Test func `uninitialize waits for queues to come to their end`() async {
    await #expect(processExitsWith: .success) {
      let holder = Holder(TaskQueue(work: .manual, completion: .manual))
      let other = SystemThread(name: "other") { holder.close() }
      precondition(TaskQueue.uninitialize(timeout: .seconds(5)) == [])
      other.join()
    }
  }

  // Q104, Q107
  @Test func `queues come and go while all are looked at`() async {
    await #expect(processExitsWith: .success) {
      inParallel(4) { index in
        for _ in 1...20_000 {
          switch index {
          case 0: _ = TaskQueue.uninitialize()
          case 1:
            TaskQueue.suspendAll()
            TaskQueue.resumeAll()
          default:
            let queue = TaskQueue(work: .manual, completion: .immediate)
            try! queue.submit(to: .work) { _ in }
          }
        }
      }
      precondition(TaskQueue.uninitialize(timeout: .seconds(5)) == [])
    }
  }

  /// As by what completes an async call after the last handle has closed.
  // Q8, Q107
  @Test func `a queue that had ended is alive again while something is submitted to it`() async {
    await #expect(processExitsWith: .success) {
      let threads = SteppedThreads()
      var queue: TaskQueue? = TaskQueue(
        work: .threadPool, completion: .threadPool, environment: threads.environment())
      let core = queue!.core
      queue = nil
      precondition(TaskQueue.uninitialize() == [])
      try core.submit(.plainClosure {}, to: .work)
      precondition(TaskQueue.uninitialize().count == 1)
      threads.runUntilIdle()
      precondition(TaskQueue.uninitialize() == [])
    }
  }
}
