import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.7 of the model, Q67: the end of a registration.
@Suite(.patience) struct WaiterUnregisterTests {
  let log = Log<String>()
  let queue = TaskQueue(work: .manual, completion: .manual)

  // Q67
  @Test func `a callback that was submitted does not run once its waiter is unregistered`()
    async throws
  {
    try await onThread {
      let signal = Signal()
      let canary = Canary { [log] in log.append("released") }
      let token = try queue.registerWaiter(
        on: .work, descriptor: signal.descriptor, kind: .level
      ) { [log] _ in
        canary.sing()
        log.append("called")
      }
      _ = consume canary
      signal.send()
      try queue.fence()
      queue.unregisterWaiter(token)
      #expect(log.entries == [])
      #expect(queue.dispatchAll(.work) == 1)
      #expect(log.entries == ["released"])
    }
  }

  // Q67
  @Test func `a waiter that is unregistered gets no cancelled callback`() throws {
    let signal = Signal()
    let token = try queue.registerWaiter(on: .work, descriptor: signal.descriptor, kind: .level) {
      [log] _ in log.append("called")
    }
    queue.unregisterWaiter(token)
    try queue.terminate()
    #expect(queue.dispatchAll(.work) == 0)
    #expect(log.entries == [])
  }

  // Q67
  @Test(arguments: DispatchMode.allCases)
  func `a waiter may be unregistered by its own callback`(mode: DispatchMode) async throws {
    let log = log
    try await onThread {
      let queue = TaskQueue(work: mode, completion: mode, environment: .own)
      let dispatchers = Dispatchers(of: queue, work: mode, completion: mode)
      let signal = Signal()
      let token = Log<WaiterToken>()
      let isKnown = Gate()
      let registered = try queue.registerWaiter(
        on: .work, descriptor: signal.descriptor, kind: .level
      ) { _ in
        isKnown.wait()
        queue.unregisterWaiter(token.entries[0])
        log.append("called")
      }
      token.append(registered)
      isKnown.open()
      signal.send()
      log.wait(forCount: 1)
      try queue.terminate(wait: true)
      dispatchers.join()
    }
    #expect(log.entries == ["called"])
  }

  //   dispatcher          other               test
  //   callback begins
  //     waits             unregister begins
  //                                           lets the callback return
  //   has returned        unregister returns
  // Q67
  @Test func `unregistering waits for a callback that runs on another thread`() async throws {
    try await onThread {
      let signal = Signal()
      let began = Gate()
      let mayReturn = Gate()
      let token = try queue.registerWaiter(
        on: .work, descriptor: signal.descriptor, kind: .consuming
      ) { [log] _ in
        began.open()
        mayReturn.wait()
        log.append("returns")
      }
      signal.send()
      let dispatcher = SystemThread(name: "dispatcher") { [queue] in
        queue.dispatch(.work, timeout: nil)
      }
      began.wait()
      let other = SystemThread(name: "other") { [queue, log] in
        log.append("unregister begins")
        queue.unregisterWaiter(token)
        log.append("unregister returns")
      }
      log.wait(forCount: 1)
      mayReturn.open()
      dispatcher.join()
      other.join()
      #expect(log.entries == ["unregister begins", "returns", "unregister returns"])
    }
  }

  // Q53, Q67
  @Test func `an unknown token and another queue's are ignored`() async throws {
    try await onThread {
      let other = TaskQueue(work: .manual, completion: .manual)
      let signal = Signal()
      let token = try queue.registerWaiter(
        on: .work, descriptor: signal.descriptor, kind: .consuming
      ) { [log] _ in log.append("called") }
      queue.unregisterWaiter(WaiterToken(rawValue: .max))
      other.unregisterWaiter(token)
      signal.send()
      queue.dispatch(.work, timeout: nil)
      #expect(log.entries == ["called"])
    }
  }
}
