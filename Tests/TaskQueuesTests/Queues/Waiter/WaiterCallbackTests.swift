import CLinux
import Glibc
import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.7 of the model, Q61–Q64 and W1–W4: when a waiter calls back.
@Suite(.patience) struct WaiterCallbackTests {
  let log = Log<String>()
  let queue = TaskQueue(work: .manual, completion: .manual)

  // Q62, Q63
  @Test(arguments: DispatchMode.allCases, [WaiterKind.level, .consuming])
  func `five signals one after another give five callbacks`(mode: DispatchMode, kind: WaiterKind)
    async throws
  {
    let log = log
    try await onThread {
      let queue = TaskQueue(work: mode, completion: mode, environment: .own)
      let dispatchers = Dispatchers(of: queue, work: mode, completion: mode)
      let signal = Signal()
      _ = try queue.registerWaiter(on: .work, descriptor: signal.descriptor, kind: kind) {
        if kind == .level && !$0 { signal.clear() }
        log.append("cancelled \($0)")
      }
      for number in 1...5 {
        signal.send()
        log.wait(forCount: number)
      }
      try queue.terminate(wait: true)
      dispatchers.join()
    }
    #expect(log.entries == Array(repeating: "cancelled false", count: 5) + ["cancelled true"])
  }

  // Q62, Q63, W1, W2
  @Test func `a descriptor that stays ready calls back again only after each callback`()
    async throws
  {
    try await onThread {
      let signal = Signal()
      let token = try queue.registerWaiter(
        on: .work, descriptor: signal.descriptor, kind: .level
      ) { [log] _ in log.append("called") }
      signal.send()
      for _ in 1...3 {
        queue.dispatch(.work, timeout: nil)
        try queue.fence()
        #expect(queue.progress(of: .work).madeReady == queue.progress(of: .work).taken + 1)
      }
      queue.unregisterWaiter(token)
      #expect(log.entries.count == 3)
    }
  }

  // W2
  @Test func `a level that is drained by its callback does not call again`() async throws {
    try await onThread {
      let signal = Signal()
      _ = try queue.registerWaiter(on: .work, descriptor: signal.descriptor, kind: .level) {
        [log] _ in
        signal.clear()
        log.append("called")
      }
      signal.send()
      queue.dispatch(.work, timeout: nil)
      try queue.fence()
      #expect(!queue.dispatch(.work))
      #expect(log.entries == ["called"])
    }
  }

  // W3
  @Test func `signals that came together are consumed by one callback`() async throws {
    try await onThread {
      let signal = Signal()
      for _ in 1...5 { signal.send() }
      _ = try queue.registerWaiter(
        on: .work, descriptor: signal.descriptor, kind: .consuming
      ) { [log] _ in log.append("called") }
      queue.dispatch(.work, timeout: nil)
      try queue.fence()
      #expect(!queue.dispatch(.work))
      #expect(log.entries == ["called"])
    }
  }

  // W3
  @Test(arguments: ["queued", "running"])
  func `signals while the callback is under way give exactly one more`(moment: String) async throws
  {
    try await onThread {
      let signal = Signal()
      _ = try queue.registerWaiter(
        on: .work, descriptor: signal.descriptor, kind: .consuming
      ) { [log] _ in
        if moment == "running" && log.entries.isEmpty { for _ in 1...3 { signal.send() } }
        log.append("called")
      }
      signal.send()
      try queue.fence()
      if moment == "queued" { for _ in 1...3 { signal.send() } }
      queue.dispatch(.work, timeout: nil)
      queue.dispatch(.work, timeout: nil)
      try queue.fence()
      #expect(!queue.dispatch(.work))
      #expect(log.entries == ["called", "called"])
    }
  }

  // W3
  @Test func `a timer that has run down gives one callback`() async throws {
    try await onThread {
      let timer = clinux_timerfd()
      defer { close(timer) }
      _ = try queue.registerWaiter(on: .work, descriptor: timer, kind: .consuming) { [log] in
        log.append("cancelled \($0)")
      }
      _ = clinux_set_timerfd(timer, 1_000_000)
      queue.dispatch(.work, timeout: nil)
      try queue.fence()
      #expect(!queue.dispatch(.work))
      #expect(log.entries == ["cancelled false"])
    }
  }

  // Q64
  @Test func `a waiter's callback keeps its place among the others`() async throws {
    try await onThread {
      let signal = Signal()
      _ = try queue.registerWaiter(
        on: .work, descriptor: signal.descriptor, kind: .consuming
      ) { [log] _ in log.append("waiter") }
      try queue.submit(to: .work) { [log] in log.append("before") }
      signal.send()
      try queue.fence()
      try queue.submit(to: .work) { [log] in log.append("after") }
      queue.dispatchAll(.work)
      #expect(log.entries == ["before", "waiter", "after"])
    }
  }

  // W4
  @Test func `a writer that hangs up is told`() async throws {
    try await onThread {
      let pipe = Pipe()
      let token = try queue.registerWaiter(on: .work, descriptor: pipe.reading, kind: .level) {
        [log] _ in log.append("called")
      }
      pipe.closeWriting()
      queue.dispatch(.work, timeout: nil)
      queue.unregisterWaiter(token)
      #expect(log.entries == ["called"])
    }
  }

  // Q61
  @Test func `a pipe with room is writable`() async throws {
    try await onThread {
      let pipe = Pipe()
      let token = try queue.registerWaiter(
        on: .work, descriptor: pipe.writing, kind: .level, events: .writable
      ) { [log] _ in log.append("called") }
      queue.dispatch(.work, timeout: nil)
      queue.unregisterWaiter(token)
      #expect(log.entries == ["called"])
    }
  }

  // W4
  @Test func `a descriptor that its owner has closed goes on`() async throws {
    try await onThread {
      let pipe = Pipe()
      _ = try queue.registerWaiter(on: .work, descriptor: pipe.reading, kind: .level) {
        [log] _ in log.append("called")
      }
      pipe.closeReading()
      pipe.write()
      #expect(queue.dispatch(.work, timeout: nil))
      #expect(log.entries == ["called"])
    }
  }
}
