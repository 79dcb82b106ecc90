import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.8 of the model.
@Suite(.timeLimit(.minutes(1))) struct SubmitMonitorTests {
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

  // Q71
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
  @Test func `a termination that waits to be delivered is told on each port`() throws {
    _ = queue.registerMonitor { told.append("\($0)") }
    try queue.terminate()
    #expect(told.entries == ["work"])
    queue.dispatch(.work)
    #expect(told.entries == ["work", "completion"])
  }

  // Q75, Q88
  @Test func `a monitor that dispatches finishes a termination on one stack`() throws {
    _ = queue.registerMonitor { [unowned queue] in queue.dispatch($0) }
    try queue.submit(to: .work) { told.append("cancelled: \($0)") }
    try queue.terminate(wait: true)
    #expect(told.entries == ["cancelled: false"])
  }

  // Q76
  @Test func `a monitor may end its own registration, and make others`() throws {
    let tokens = Log<RegistrationToken>()
    tokens.append(
      queue.registerMonitor { [unowned queue, told] _ in
        queue.unregisterMonitor(tokens.entries[0])
        tokens.append(queue.registerMonitor { _ in told.append("second") })
        told.append("first")
      })
    try queue.submit(to: .work) {}
    try queue.submit(to: .work) {}
    #expect(told.entries == ["first", "second"])
  }

  // Q77
  @Test func `an unknown token is ignored`() {
    let other = TaskQueue(work: .manual, completion: .manual)
    queue.unregisterMonitor(other.registerMonitor { _ in })
  }

  /// monitor on another thread     this thread
  ///   is called, waits at a gate
  ///                               unregisters: waits
  ///                               (the gate is opened by the third)
  ///   returns
  ///                               returns
  // Q76
  @Test func `ending a registration waits until nobody is inside of it`() async throws {
    let queue = queue
    let told = told
    let entries = try await onThread {
      let gate = Gate()
      let token = queue.registerMonitor { _ in
        told.append("inside")
        gate.wait()
        told.append("left")
      }
      let submitter = SystemThread(name: "submitter") { try! queue.submit(to: .work) {} }
      told.wait(forCount: 1)
      let opener = SystemThread(name: "opener") { gate.open() }
      queue.unregisterMonitor(token)
      let entries = told.entries
      submitter.join()
      opener.join()
      return entries
    }
    #expect(entries == ["inside", "left"])
  }
}
