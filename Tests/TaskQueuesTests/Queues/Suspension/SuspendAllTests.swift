import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.11 of the model, Q104 and Q105: all queues of the process stand still. Each test is a process of its own.
@Suite(.patience) struct SuspendAllTests {
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

  // Q74, Q105
  @Test func `what came meanwhile is told once each, the end of a queue too`() async {
    await #expect(processExitsWith: .success) {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let log = Log<PortRole>()
      _ = queue.registerMonitor { log.append($0) }
      TaskQueue.suspendAll()
      for _ in 1...3 { try queue.submit(to: .completion) {} }
      try queue.terminate()
      precondition(log.entries == [])
      TaskQueue.resumeAll()
      precondition(log.entries.filter { $0 == .work }.count == 1)
      precondition(log.entries.filter { $0 == .completion }.count == 3)
    }
  }

  //   waiter                    test
  //   dispatch, 10 ms
  //     sleeps                  submits; 10 ms later
  //   returns false
  // Q51, Q104
  @Test func `a dispatch meanwhile finds nothing and gives up after its timeout`() async {
    await #expect(processExitsWith: .success) {
      let clock = WatchedClock()
      let queue = TaskQueue(work: .manual, completion: .manual, clock: clock)
      TaskQueue.suspendAll()
      let answer = Log<Bool>()
      let waiter = SystemThread(name: "waiter") {
        answer.append(queue.dispatch(.work, timeout: .milliseconds(10)))
      }
      clock.set.wait(forCount: 1)
      try queue.submit(to: .work) {}
      clock.advance(by: .milliseconds(10))
      waiter.join()
      precondition(answer.entries == [false])
      TaskQueue.resumeAll()
      precondition(queue.dispatch(.work))
    }
  }

  // Q47, Q105
  @Test func `resuming lets go of no thread that waits, and a callback still wakes it`() async {
    await #expect(processExitsWith: .success) {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let answer = Log<Bool>()
      let waiter = SystemThread(name: "waiter") {
        answer.append(queue.dispatch(.work, timeout: nil))
      }
      for _ in 1...100 {
        TaskQueue.suspendAll()
        TaskQueue.resumeAll()
      }
      TaskQueue.suspendAll()
      try queue.submit(to: .work) {}
      TaskQueue.resumeAll()
      waiter.join()
      precondition(answer.entries == [true])
    }
  }

  // Q27
  @Test func `delayed callbacks of immediate ports go on`() async {
    await #expect(processExitsWith: .success) {
      let clock = ManualClock()
      let threads = SteppedThreads()
      let queue = TaskQueue(
        work: .immediate, completion: .immediate, environment: threads.environment(clock: clock))
      let log = Log<String>()
      TaskQueue.suspendAll()
      try queue.submit(to: .work, after: .seconds(1)) { log.append("ran") }
      clock.advance(by: .seconds(1))
      threads.runUntilIdle()
      precondition(log.entries == ["ran"])
    }
  }
}
