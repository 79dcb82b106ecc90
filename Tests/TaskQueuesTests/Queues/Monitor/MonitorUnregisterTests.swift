import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.8 of the model, Q76 and Q77: the end of a registration.
@Suite(.patience) struct MonitorUnregisterTests {
  let queue = TaskQueue(work: .manual, completion: .manual)
  let told = Log<String>()

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

  //   submitter               test
  //   first monitor
  //     waits                 ends the second's registration
  //     returns               lets it return
  // Q76
  @Test func `ending a registration waits for no other monitor`() async throws {
    try await onThread {
      let (began, mayReturn) = (Gate(), Gate())
      _ = queue.registerMonitor { _ in
        began.open()
        mayReturn.wait()
        told.append("first")
      }
      let second = queue.registerMonitor { _ in told.append("second") }
      let submitter = SystemThread(name: "submitter") { try! queue.submit(to: .work) {} }
      began.wait()
      queue.unregisterMonitor(second)
      mayReturn.open()
      submitter.join()
    }
    #expect(told.entries == ["first"])
  }
}
