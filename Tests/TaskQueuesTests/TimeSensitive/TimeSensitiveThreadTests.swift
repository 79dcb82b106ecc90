import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 6 of the model, S1–S8. Each test that sets what happens is a process of its own.
@Suite(.patience) struct TimeSensitiveThreadTests {
  // 1.16, S1, S2
  @Test func `a thread is marked by itself alone, and none is at first`() async throws {
    let marks = try await onThread {
      let marks = Log<Bool>()
      marks.append(TimeSensitiveThread.isCurrent)
      TimeSensitiveThread.isCurrent = true
      marks.append(TimeSensitiveThread.isCurrent)
      SystemThread(name: "other") { marks.append(TimeSensitiveThread.isCurrent) }.join()
      TimeSensitiveThread.isCurrent = false
      marks.append(TimeSensitiveThread.isCurrent)
      return marks.entries
    }
    #expect(marks == [false, true, false, false])
  }

  // S5, S6, S8
  @Test func `calls that may take long are told on a marked thread, and made all the same`() async {
    await #expect(processExitsWith: .success) {
      let calls = Log<String>()
      TimeSensitiveThread.onViolation = .call { calls.append($0) }
      let queue = TaskQueue(work: .manual, completion: .manual)
      let signal = Signal()
      TimeSensitiveThread.isCurrent = true
      let monitor = queue.registerMonitor { _ in }
      queue.unregisterMonitor(monitor)
      let waiter = try queue.registerWaiter(
        on: .work, descriptor: signal.descriptor, kind: .level
      ) { _ in }
      queue.unregisterWaiter(waiter)
      let composite = TaskQueue(work: queue.port(.work), completion: queue.port(.completion))
      TaskQueue.process = composite
      precondition(TaskQueue.process === composite)
      try queue.submit(to: .work) {}
      precondition(queue.dispatch(.work, timeout: .seconds(1)))
      try queue.terminate()
      precondition(
        calls.entries == [
          "Registering a monitor", "Unregistering a monitor",
          "Registering a waiter", "Unregistering a waiter",
          "Making a queue on ports of others",
          "Setting the queue of the process", "Asking for the queue of the process",
          "Dispatching with a timeout", "Terminating a queue",
        ])
    }
  }

  // 1.16, S5, S6
  @Test func `calls that cost the same each time are not told`() async {
    await #expect(processExitsWith: .success) {
      TimeSensitiveThread.onViolation = .trap
      TimeSensitiveThread.isCurrent = true
      let queue = TaskQueue(work: .manual, completion: .manual)
      for delay in [Duration.zero, .seconds(1)] { try queue.submit(to: .work, after: delay) {} }
      let block = try queue.run { _ in 1 }
      block.cancel()
      precondition(queue.dispatchAll(.work) == 2 && block.status != .pending)
      precondition(!queue.dispatch(.work) && !queue.dispatch(.work, timeout: .zero))
      precondition(!queue.isEmpty(.work) && queue.port(.work).mode == .manual)
    }
  }

  // S3, S8
  @Test func `a violation is said once for each call, if nothing else is set`() async {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardErrorContent]
    ) {
      TimeSensitiveThread.isCurrent = true
      let queue = TaskQueue(work: .manual, completion: .manual)
      for _ in 1...3 { queue.unregisterMonitor(queue.registerMonitor { _ in }) }
    }
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    let sayings = said.split(separator: "\n").filter { $0.contains("time-sensitive thread") }
    #expect(
      sayings == [
        "Registering a monitor may take long, and this is a time-sensitive thread",
        "Unregistering a monitor may take long, and this is a time-sensitive thread",
      ])
  }

  // S4, S8
  @Test func `violations may be ignored`() async {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardErrorContent]
    ) {
      TimeSensitiveThread.onViolation = .ignore
      TimeSensitiveThread.isCurrent = true
      try TaskQueue(work: .manual, completion: .manual).terminate()
    }
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(!said.contains("time-sensitive thread"))
  }

  // S3, S8
  @Test func `a violation may be a mistake`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      TimeSensitiveThread.onViolation = .trap
      TimeSensitiveThread.isCurrent = true
      try TaskQueue(work: .manual, completion: .manual).terminate()
    }
    #expect(result.says("may take long, and this is a time-sensitive thread"))
  }
}
