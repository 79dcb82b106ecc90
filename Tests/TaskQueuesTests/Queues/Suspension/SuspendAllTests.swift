import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.11 of the model, Q104 and Q105: all queues of the process stand still. Each test is a process of its own.
@Suite(.timeLimit(.minutes(1))) struct SuspendAllTests {
  // Q27, Q51, Q74, Q104, Q105
  @Test func `suspending stops all queues, and resuming runs and tells everything once`() async {
    await #expect(processExitsWith: .success) {
      let clock = ManualClock()
      let queue = TaskQueue(work: .manual, completion: .immediate, clock: clock)
      let log = Log<String>()
      _ = queue.registerMonitor { _ in log.append("told") }
      TaskQueue.suspendAll()
      for number in 1...2 { try queue.submit(to: .work) { log.append("\(number)") } }
      try queue.submit(to: .work, after: .seconds(1)) { log.append("late") }
      clock.advance(by: .seconds(1))
      precondition(!queue.dispatch(.work) && log.entries == [])
      try queue.submit(to: .completion) { log.append("immediate") }
      precondition(log.entries == ["told", "immediate"])
      TaskQueue.resumeAll()
      precondition(log.entries.filter { $0 == "told" }.count == 4)
      precondition(queue.dispatchAll(.work) == 3)
      precondition(log.entries.suffix(3) == ["1", "2", "late"])
    }
  }

  // Q105
  @Test func `queues of the pool go on after a suspension`() async {
    await #expect(processExitsWith: .success) {
      let ran = Log<Int>()
      let queues = [DispatchMode.threadPool, .serializedThreadPool].map {
        TaskQueue(work: $0, completion: .manual)
      }
      TaskQueue.suspendAll()
      for queue in queues {
        for number in 1...10 { try queue.submit(to: .work) { ran.append(number) } }
      }
      let created = TaskQueue(work: .manual, completion: .manual)
      try created.submit(to: .work) {}
      precondition(!created.dispatch(.work))
      TaskQueue.resumeAll()
      ran.wait(forCount: 20)
      precondition(created.dispatch(.work))
    }
  }
}
