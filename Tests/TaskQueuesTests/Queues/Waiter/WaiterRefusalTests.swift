import CLinux
import Glibc
import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.7 of the model, Q61 and W5: what cannot be waited for.
@Suite(.patience) struct WaiterRefusalTests {
  let log = Log<String>()
  let queue = TaskQueue(work: .manual, completion: .manual)

  // W5
  @Test func `a regular file is not waitable`() {
    let file = open("/proc/self/exe", O_RDONLY)
    defer { close(file) }
    #expect(throws: TaskQueueError.notWaitable) {
      try queue.registerWaiter(on: .work, descriptor: file, kind: .level) { _ in }
    }
  }

  // W5
  @Test func `a process whose first waiter is refused serves the next one`() async {
    await #expect(processExitsWith: .success) {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let file = open("/proc/self/exe", O_RDONLY)
      _ = try? queue.registerWaiter(on: .work, descriptor: file, kind: .level) { _ in }
      let signal = Signal()
      signal.send()
      _ = try queue.registerWaiter(on: .work, descriptor: signal.descriptor, kind: .level) { _ in }
      queue.dispatch(.work, timeout: nil)
    }
  }

  // Q61
  @Test(arguments: [CInt(-1), .max])
  func `a descriptor that is not open is not waitable`(descriptor: CInt) {
    #expect(throws: TaskQueueError.notWaitable) {
      try queue.registerWaiter(on: .work, descriptor: descriptor, kind: .level) { _ in }
    }
  }

  // Q61, Q84
  @Test(arguments: PortRole.allCases)
  func `a terminating queue takes no waiter`(port: PortRole) throws {
    let signal = Signal()
    try queue.terminate()
    #expect(throws: TaskQueueError.terminated) {
      try queue.registerWaiter(on: port, descriptor: signal.descriptor, kind: .level) { _ in }
    }
  }

  // 1.10, Q61, W5
  @Test func `a queue takes any number of waiters, each with a token of its own`() throws {
    let signal = Signal()
    let tokens = try (1...200).map { _ in
      try queue.registerWaiter(on: .work, descriptor: signal.descriptor, kind: .level) { [log] in
        log.append("cancelled \($0)")
      }
    }
    #expect(Set(tokens).count == 200 && tokens.allSatisfy { $0.rawValue != 0 })
    try queue.terminate()
    #expect(queue.dispatchAll(.work) == 200)
  }

  // Q61
  @Test func `a process that has no more descriptors is told so`() async {
    await #expect(processExitsWith: .success) {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let signal = Signal()
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      let usual = limit.rlim_cur
      limit.rlim_cur = 3
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      defer {
        // What looks for leaks at the exit needs some.
        limit.rlim_cur = usual
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      }
      let waiter = refusal {
        _ = try queue.registerWaiter(on: .work, descriptor: signal.descriptor, kind: .level) { _ in
        }
      }
      let port = refusal { _ = try queue.readyDescriptor(of: .work) }
      precondition(waiter == .outOfDescriptors && port == .outOfDescriptors)
    }
  }
}
