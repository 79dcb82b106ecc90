import CLinux
import Glibc
import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.2 of the model, Q24: immediate callbacks inside of others.
@Suite(.patience) struct ImmediateNestingTests {
  let queue = TaskQueue(work: .immediate, completion: .immediate)
  let log = Log<String>()
  /// The outermost callback and the 64 that run inside of it, as `submit` says.
  let most = 65

  /// Submits a callback that submits the next, so many in all.
  private func chain(_ count: Int, _ number: Int = 1) {
    try! queue.submit(to: number % 2 == 0 ? .work : .completion) { [log] _ in
      log.append("\(number) begins")
      if number < count { chain(count, number + 1) }
      log.append("\(number) returns")
    }
  }

  private func nested(_ numbers: ClosedRange<Int>) -> [String] {
    numbers.map { "\($0) begins" } + numbers.reversed().map { "\($0) returns" }
  }

  // Q24
  @Test func `callbacks run inside each other down to the documented depth`() async throws {
    try await onThread { chain(most) }
    #expect(log.entries == nested(1...most))
  }

  // Q24
  @Test
  func `what is submitted deeper runs after the callback that is deepest, one after the other`()
    async throws
  {
    try await onThread { chain(most + 2) }
    let deeper = (1...2).flatMap { ["\(most + $0) begins", "\(most + $0) returns"] }
    #expect(
      log.entries == (1...most).map { "\($0) begins" } + ["\(most) returns"] + deeper
        + (1..<most).reversed().map { "\($0) returns" })
  }

  // Q24
  @Test func `several that are submitted too deep run in their order`() async throws {
    try await onThread {
      atDepth(most) {
        for number in 1...3 { try! queue.submit(to: .work) { log.append("\(number)") } }
        log.append("deepest returns")
      }
    }
    #expect(log.entries == ["deepest returns", "1", "2", "3"])
  }

  // Q24
  @Test func `a submit at a lesser depth returns after all that was put off inside of it`()
    async throws
  {
    try await onThread {
      atDepth(most - 1) {
        chain(5)
        log.append("submitted")
      }
    }
    #expect(log.entries.count == 11 && log.entries.last == "submitted")
  }

  // Q24
  @Test func `the depth is the thread's, whatever queues the callbacks come through`() async throws
  {
    let queues = (1...3).map { _ in TaskQueue(work: .immediate, completion: .immediate) }
    try await onThread {
      @Sendable func next(_ number: Int) {
        try! queues[number % 3].submit(to: .work) {
          log.append("\(number) begins")
          if number <= most { next(number + 1) }
          log.append("\(number) returns")
        }
      }
      next(1)
    }
    let end = ["\(most) begins", "\(most) returns", "\(most + 1) begins", "\(most + 1) returns"]
    #expect(Array(log.entries[(most - 1)..<(most + 3)]) == end)
  }

  // Q24
  @Test func `no chain overflows the stack of a small thread`() async throws {
    try await onThread {
      let count = Log<Int>()
      @Sendable func next(_ number: Int) {
        try! queue.submit(to: .work) { number < 100_000 ? next(number + 1) : count.append(number) }
      }
      onSmallThread { next(1) }
      #expect(count.entries == [100_000])
    }
  }

  // Q24
  @Test func `what a callback that was put off holds is let go of before the termination is told`()
    async throws
  {
    try await onThread {
      let other = TaskQueue(work: .immediate, completion: .immediate)
      atDepth(most) {
        let canary = Canary { log.append("released") }
        try! other.submit(to: .work) { _ in canary.sing() }
        _ = consume canary
        try! other.terminate { log.append("terminated") }
        log.append("deepest returns")
      }
    }
    #expect(log.entries == ["deepest returns", "released", "terminated"])
  }

  // Q24, Q9
  @Test func `a callback that was put off runs though its queue's last handle has closed`()
    async throws
  {
    try await onThread {
      atDepth(most) {
        let other = TaskQueue(work: .immediate, completion: .immediate)
        try! other.submit(to: .work) { log.append("cancelled \($0)") }
      }
    }
    #expect(log.entries == ["cancelled false"])
  }

  // Q24, Q88
  @Test func `a thread cannot wait for the end of a queue whose callback it has put off`()
    async throws
  {
    let refused = Log<TaskQueueError?>()
    try await onThread {
      let other = TaskQueue(work: .immediate, completion: .immediate)
      atDepth(most) {
        try! other.submit(to: .work) {}
        refused.append(refusal { try other.terminate(wait: true) })
      }
      try other.terminate(wait: true)
    }
    #expect(refused.entries == [.wouldWaitForItself])
  }

  /// Calls `body` inside of so many callbacks.
  private func atDepth(_ depth: Int, _ body: @escaping @Sendable () -> Void) {
    if depth == 0 { return body() }
    try! queue.submit(to: .work) { atDepth(depth - 1, body) }
  }
}

/// Runs `body` on a thread with a stack of 512 KiB, and waits for it.
private func onSmallThread(_ body: @escaping @Sendable () -> Void) {
  final class Start: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  pthread_attr_setstacksize(&attributes, 512 << 10)
  var thread = pthread_t()
  let start = Unmanaged.passRetained(Start(body))
  let failure = pthread_create(
    &thread, &attributes,
    { start in
      Unmanaged<Start>.fromOpaque(start!).takeRetainedValue().body()
      return nil
    }, start.toOpaque())
  precondition(failure == 0)
  pthread_join(thread, nil)
  pthread_attr_destroy(&attributes)
}
