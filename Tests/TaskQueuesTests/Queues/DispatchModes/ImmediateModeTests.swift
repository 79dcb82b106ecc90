import Synchronization
import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.2 of the model, Q22–Q27: immediate ports.
@Suite(.patience) struct ImmediateModeTests {
  // Q22
  @Test func `a callback runs before submit returns, on the same thread`() async throws {
    try await onThread {
      let queue = TaskQueue(work: .immediate, completion: .immediate)
      let ran = Log<Bool>()
      let here = ThreadIdentity.current
      try queue.submit(to: .work) { ran.append(ThreadIdentity.current == here) }
      #expect(ran.entries == [true])
    }
  }

  // Q24
  @Test func `a callback submitted inside another runs inside it`() throws {
    let queue = TaskQueue(work: .immediate, completion: .immediate)
    let ran = Log<String>()
    try queue.submit(to: .work) {
      ran.append("outer begins")
      try! queue.submit(to: .work) { ran.append("inner") }
      ran.append("outer returns")
    }
    #expect(ran.entries == ["outer begins", "inner", "outer returns"])
  }

  // Q25
  @Test func `each thread runs its own callbacks`() async throws {
    let strangers = try await onThread {
      let queue = TaskQueue(work: .immediate, completion: .immediate)
      let strangers = Atomic(0)
      inParallel(4) { _ in
        for _ in 0..<2_000 {
          let here = ThreadIdentity.current
          try! queue.submit(to: .work) {
            if ThreadIdentity.current != here { strangers.add(1, ordering: .relaxed) }
          }
        }
      }
      return strangers.load(ordering: .relaxed)
    }
    #expect(strangers == 0)
  }

  // Q26
  @Test func `a delayed callback runs on the pool`() throws {
    let clock = ManualClock()
    let threads = SteppedThreads()
    let queue = TaskQueue(
      work: .immediate, completion: .immediate,
      environment: threads.environment(clock: clock))
    let ran = Log<String>()
    try queue.submit(to: .work, after: .milliseconds(1)) { ran.append("callback") }
    clock.advance(by: .milliseconds(1))
    #expect(ran.entries == [])
    threads.runUntilIdle()
    #expect(ran.entries == ["callback"])
  }
}
