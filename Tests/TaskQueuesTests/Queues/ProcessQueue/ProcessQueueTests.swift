import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.10 of the model, Q98–Q101: the queue of the whole process. Each test is a process of its own.
@Suite(.patience) struct ProcessQueueTests {
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

  // Q98
  @Test func `threads that ask first at the same time get the same queue`() async {
    await #expect(processExitsWith: .success) {
      let queues = Log<ObjectIdentifier>()
      inParallel(8) { _ in queues.append(ObjectIdentifier(TaskQueue.process!)) }
      precondition(Set(queues.entries).count == 1)
    }
  }

  // Q98
  @Test func `who asks while others set gets a queue that works`() async {
    await #expect(processExitsWith: .success) {
      let ran = Log<Int>()
      inParallel(4) { index in
        for _ in 1...500 {
          if index == 0 {
            TaskQueue.process = TaskQueue(work: .immediate, completion: .immediate)
          } else {
            try! TaskQueue.process!.submit(to: .work) { _ in ran.append(index) }
          }
        }
      }
      ran.wait(forCount: 1_500)
      precondition(ran.entries.count == 1_500)
    }
  }

  // Q8, Q99
  @Test func `the process keeps the queue that it was given`() async {
    await #expect(processExitsWith: .success) {
      let log = Log<String>()
      let canary = Canary { log.append("released") }
      do {
        let queue = TaskQueue(work: .manual, completion: .manual)
        _ = queue.registerMonitor { [canary] _ in canary.sing() }
        TaskQueue.process = queue
      }
      _ = consume canary
      precondition(log.entries == [])
      try TaskQueue.process?.submit(to: .work) { log.append("ran") }
      precondition(TaskQueue.process?.dispatch(.work) == true)
      TaskQueue.process = nil
      precondition(log.entries == ["ran", "released"])
    }
  }

  // Q100
  @Test func `the first process queue comes back when it is set again`() async {
    await #expect(processExitsWith: .success) {
      let first = TaskQueue.process
      TaskQueue.process = nil
      precondition(TaskQueue.process == nil)
      TaskQueue.process = first
      precondition(TaskQueue.process === first)
    }
  }

  // Q101
  @Test func `a process queue that was terminated stays so until uninitialize`() async {
    await #expect(processExitsWith: .success) {
      try TaskQueue.process?.terminate(wait: true)
      precondition(TaskQueue.process?.isTerminated(.work) == true)
      precondition(refusal { try TaskQueue.process?.submit(to: .work) {} } == .terminated)
      _ = TaskQueue.uninitialize()
      try TaskQueue.process?.submit(to: .work) {}
    }
  }

  // Q58
  @Test func `a queue on the ports of the process queue ends without it`() async {
    await #expect(processExitsWith: .success) {
      let process = TaskQueue.process!
      let composite = TaskQueue(work: process.port(.work), completion: process.port(.completion))
      try composite.terminate(wait: true)
      let ran = Log<Bool>()
      try process.submit(to: .work) { ran.append($0) }
      ran.wait(forCount: 1)
      precondition(ran.entries == [false])
    }
  }
}
