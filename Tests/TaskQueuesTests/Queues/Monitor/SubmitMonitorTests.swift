import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.8 of the model, Q69–Q74: what a monitor is told, and when. (While all queues are suspended:
/// `SuspendAllTests`.)
@Suite(.patience) struct SubmitMonitorTests {
  let clock = ManualClock()
  let queue: TaskQueue
  let told = Log<String>()

  init() { queue = TaskQueue(work: .manual, completion: .manual, clock: clock) }

  // Q70, Q71
  @Test func `a monitor is told once for each callback, with the part its port plays`() throws {
    _ = queue.registerMonitor { told.append("\($0)") }
    try queue.submit(to: .work) {}
    try queue.submit(to: .completion) {}
    #expect(told.entries == ["work", "completion"])
  }

  // Q36, Q70
  @Test func `a delayed callback is told when it is due`() throws {
    _ = queue.registerMonitor { told.append("\($0)") }
    try queue.submit(to: .work, after: .seconds(1)) {}
    #expect(told.entries == [])
    clock.advance(by: .seconds(1))
    #expect(told.entries == ["work"])
  }

  // 1.4, Q71
  @Test func `every queue on a port is told, in the part the port plays for it`() throws {
    let twice = TaskQueue(work: queue.port(.work), completion: queue.port(.work))
    _ = queue.registerMonitor { told.append("root \($0)") }
    _ = twice.registerMonitor { told.append("twice \($0)") }
    try queue.submit(to: .work) {}
    #expect(told.entries == ["root work", "twice work", "twice completion"])
  }

  // Q23, Q72
  @Test func `on an immediate port a monitor is told before the callback runs`() throws {
    let queue = TaskQueue(work: .immediate, completion: .immediate)
    _ = queue.registerMonitor { _ in told.append("told") }
    try queue.submit(to: .work) { told.append("ran") }
    #expect(told.entries == ["told", "ran"])
  }

  // Q73
  @Test func `a termination is told once on each port, also where it waits for callbacks`() throws {
    for port in PortRole.allCases { try queue.submit(to: port) {} }
    _ = queue.registerMonitor { told.append("\($0)") }
    for _ in 1...2 { try queue.terminate() }
    for port in PortRole.allCases { queue.dispatchAll(port) }
    #expect(told.entries == ["work", "completion"])
  }

  // Q73
  @Test func `a termination that waits to be delivered is told on each port`() throws {
    _ = queue.registerMonitor { told.append("\($0)") }
    try queue.terminate()
    #expect(told.entries == ["work"])
    queue.dispatch(.work)
    #expect(told.entries == ["work", "completion"])
  }

  // Q70
  @Test func `what a termination cancels is told when it is ready`() throws {
    try queue.submit(to: .work, after: .seconds(1)) {}
    _ = queue.registerMonitor {
      told.append("\($0), empty: \(queue.progress(of: $0).madeReady == 0)")
    }
    try queue.terminate()
    // Of the callback, and of the termination that waits for it.
    #expect(told.entries == ["work, empty: false", "work, empty: false"])
    queue.dispatchAll(.work)
  }

  // Q64, Q70
  @Test func `a waiter that fires is told, and so is its end`() async throws {
    try await onThread {
      let signal = Signal()
      _ = queue.registerMonitor { told.append("\($0)") }
      _ = try queue.registerWaiter(
        on: .work, descriptor: signal.descriptor, kind: .consuming
      ) { told.append("cancelled: \($0)") }
      signal.send()
      told.wait(forCount: 1)
      queue.dispatch(.work)
      try queue.terminate()
      queue.dispatch(.work)
    }
    #expect(
      Array(told.entries.filter { $0 != "completion" }) == [
        "work", "cancelled: false", "work", "work", "cancelled: true",
      ])
  }

  // Q73
  @Test func `a termination is told once on each port, which is empty then`() throws {
    _ = queue.registerMonitor { [unowned queue] in
      told.append("\($0), empty: \(queue.isEmpty($0))")
    }
    for _ in 1...2 { try queue.terminate() }
    for port in PortRole.allCases { queue.dispatchAll(port) }
    #expect(told.entries == ["work, empty: true", "completion, empty: true"])
  }

  // 1.10, Q69
  @Test func `a queue takes any number of monitors, each with a token of its own`() throws {
    let tokens = (1...100).map { _ in queue.registerMonitor { _ in told.append("told") } }
    #expect(Set(tokens).count == 100 && tokens.allSatisfy { $0.number != 0 })
    try queue.submit(to: .work) {}
    #expect(told.entries.count == 100)
  }

  /// A monitor may be told after the last handle of its queue has closed. So it is not given one.
  // Q12
  @Test func `a monitor tells its queue by what it has captured`() throws {
    let others = TaskQueue(work: queue.port(.work), completion: queue.port(.completion))
    _ = queue.registerMonitor { [weak seen = queue, queue] _ in
      told.append(seen === queue ? "queue" : "none")
    }
    _ = others.registerMonitor { [weak seen = others, queue] _ in
      told.append(seen === queue ? "queue" : "other")
    }
    try queue.submit(to: .work) {}
    #expect(told.entries == ["queue", "other"])
  }
}
