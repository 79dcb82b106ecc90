import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.8 of the model, Q75: what may happen in a monitor, and beside it.
@Suite(.patience) struct MonitorCallTests {
  let queue = TaskQueue(work: .manual, completion: .manual)
  let told = Log<String>()

  // Q75, Q88
  @Test func `a monitor that dispatches finishes a termination on one stack`() throws {
    _ = queue.registerMonitor { [unowned queue] in queue.dispatch($0) }
    try queue.submit(to: .work) { told.append("cancelled: \($0)") }
    try queue.terminate(wait: true)
    #expect(told.entries == ["cancelled: false"])
  }

  // Q73, Q75
  @Test func `a monitor that comes late and drains finishes a termination on one stack`() throws {
    for port in PortRole.allCases {
      for _ in 1...3 { try queue.submit(to: port) { told.append("cancelled: \($0)") } }
    }
    _ = queue.registerMonitor { [unowned queue] port in while queue.dispatch(port) {} }
    try queue.terminate(wait: true)
    #expect(told.entries == Array(repeating: "cancelled: true", count: 6))
  }

  //   each of two submitters
  //   monitor
  //     waits until both are in it
  // Q75
  @Test func `a monitor runs beside itself`() async throws {
    try await onThread {
      _ = queue.registerMonitor { _ in
        told.append("inside")
        told.wait(forCount: 2)
      }
      inParallel(2) { _ in try! queue.submit(to: .work) {} }
    }
    #expect(told.entries == ["inside", "inside"])
  }

  //   submitter               test
  //   monitor
  //     waits                 dispatches the callback
  //     returns
  // Q29, Q75
  @Test func `a monitor runs beside the callback that it is told of`() async throws {
    try await onThread {
      let (began, mayReturn) = (Gate(), Gate())
      _ = queue.registerMonitor { _ in
        began.open()
        mayReturn.wait()
        told.append("monitor returns")
      }
      let submitter = SystemThread(name: "submitter") {
        try! queue.submit(to: .work) { told.append("callback") }
      }
      began.wait()
      queue.dispatch(.work)
      mayReturn.open()
      submitter.join()
    }
    #expect(told.entries == ["callback", "monitor returns"])
  }

  // Q75
  @Test func `a monitor may terminate its queue`() throws {
    let token = queue.registerMonitor { [unowned queue] _ in try! queue.terminate() }
    try queue.submit(to: .work) { told.append("cancelled: \($0)") }
    for port in PortRole.allCases { queue.dispatchAll(port) }
    queue.unregisterMonitor(token)
    #expect(told.entries == ["cancelled: true"])
    #expect(queue.isTerminated(.completion))
  }
}
