import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.4 of the model, Q33–Q41: delayed callbacks. What of it concerns several queues on a port is in
/// `DelayedSharedPortTests`, the real clock in `SystemClockTests`.
@Suite(.patience) struct DelayedTests {
  let clock = ManualClock()
  let ran = Log<String>()

  // Q33
  @Test func `a delayed callback waits for its due time`() throws {
    let queue = TaskQueue(work: .manual, completion: .manual, clock: clock)
    try queue.submit(to: .work, after: .milliseconds(10)) { [ran] in ran.append("callback") }

    clock.advance(by: .milliseconds(9))
    queue.dispatchAll(.work)
    #expect(ran.entries == [])

    clock.advance(by: .milliseconds(1))
    queue.dispatchAll(.work)
    #expect(ran.entries == ["callback"])
  }

  // Q37
  @Test func `callbacks become ready in the order they are due`() throws {
    let queue = TaskQueue(work: .manual, completion: .manual, clock: clock)
    for delay in [60, 20, 40] {
      try queue.submit(to: .work, after: .milliseconds(delay)) { [ran] in ran.append("\(delay)") }
    }
    clock.advance(by: .milliseconds(100))
    queue.dispatchAll(.work)
    #expect(ran.entries == ["20", "40", "60"])
  }

  // Q37
  @Test func `callbacks due at the same time become ready in the order of submission`() throws {
    let queue = TaskQueue(work: .manual, completion: .manual, clock: clock)
    for number in 1...20 {
      try queue.submit(to: .work, after: .milliseconds(5)) { [ran] in ran.append("\(number)") }
    }
    clock.advance(by: .milliseconds(5))
    queue.dispatchAll(.work)
    #expect(ran.entries == (1...20).map { "\($0)" })
  }

  // Q28
  @Test(arguments: [Duration.zero, .milliseconds(-5)])
  func `without a delay, or with a negative one, a callback is ready at once`(delay: Duration)
    throws
  {
    let queue = TaskQueue(work: .manual, completion: .manual, clock: clock)
    try queue.submit(to: .work, after: delay) { [ran] in ran.append("callback") }
    #expect(queue.dispatch(.work))
  }

  // Q36
  @Test func `a due callback comes after what is ready already`() throws {
    let queue = TaskQueue(work: .manual, completion: .manual, clock: clock)
    try queue.submit(to: .work, after: .milliseconds(5)) { [ran] in ran.append("delayed") }
    try queue.submit(to: .work) { [ran] in ran.append("ready") }
    clock.advance(by: .milliseconds(5))
    queue.dispatchAll(.work)
    #expect(ran.entries == ["ready", "delayed"])
  }

  // Q36, Q38
  @Test func `a port that holds a delayed callback is not empty`() throws {
    let queue = TaskQueue(work: .manual, completion: .manual, clock: clock)
    try queue.submit(to: .work, after: .milliseconds(10)) {}
    #expect(!queue.isEmpty(.work))
    #expect(!queue.dispatch(.work))
  }

  // Q34
  @Test func `the longest delay is legal`() throws {
    let queue = TaskQueue(work: .manual, completion: .manual, clock: clock)
    try queue.submit(to: .work, after: .seconds(Int64.max)) { [ran] in ran.append("cancelled \($0)")
    }
    clock.advance(by: .seconds(1_000_000))
    #expect(!queue.dispatch(.work))
    try queue.terminate()
    #expect(queue.dispatch(.work))
    #expect(ran.entries == ["cancelled true"])
  }

  /// A callback that submits itself again is not held up by one that is due much later.
  // Q41
  @Test(arguments: DispatchMode.allCases)
  func `a callback that reschedules itself never stalls`(mode: DispatchMode) throws {
    let threads = SteppedThreads()
    let queue = TaskQueue(
      work: mode, completion: mode, environment: threads.environment(clock: clock))
    try queue.submit(to: .work, after: .seconds(3)) { [ran] in ran.append("late") }
    let ticks = Log<Instant>()
    @Sendable func tick() {
      ticks.append(clock.now)
      try! queue.submit(to: .work, after: .milliseconds(2), tick)
    }
    try queue.submit(to: .work, after: .milliseconds(2), tick)
    for _ in 1...50 {
      clock.advance(by: .milliseconds(2))
      threads.runUntilIdle()
      queue.dispatchAll(.work)
    }
    #expect(ticks.entries == (1...50).map { Instant.zero.advanced(by: .milliseconds(2 * $0)) })
    try queue.terminate()
    queue.dispatchAll(.work)
    threads.runUntilIdle()
  }

  // Q39
  @Test func `a thread that waits for a port wakes when a callback comes due`() async throws {
    let clock = WatchedClock()
    let queue = TaskQueue(work: .manual, completion: .manual, clock: clock)
    try queue.submit(to: .work, after: .milliseconds(10)) { [ran] in ran.append("callback") }
    let hasRun = try await onThread {
      let waiter = Log<Bool>()
      let thread = SystemThread(name: "waiter") {
        waiter.append(queue.dispatch(.work, timeout: .milliseconds(20)))
      }
      clock.set.wait(forCount: 2)
      clock.advance(by: .milliseconds(10))
      thread.join()
      return waiter.entries
    }
    #expect(hasRun == [true])
    #expect(clock.now == Instant.zero.advanced(by: .milliseconds(10)))
  }

  /// Several threads submit with delays while the time moves: the model is a sorted list.
  // Q33, Q37
  @Test func `each callback runs once, never early, in due order`() async throws {
    var random = SeededRandom.forStress()
    let delays = (0..<4).map { _ in (0..<500).map { _ in Int.random(in: 1...2_000, using: &random) }
    }
    let queue = TaskQueue(work: .manual, completion: .manual, clock: clock)
    let fired = Log<(due: Instant, at: Instant)>()
    let clock = clock
    try await onThread {
      inParallel(4) { index in
        for delay in delays[index] {
          let due = clock.now.advanced(by: .microseconds(delay))
          try! queue.submit(to: .work, after: .microseconds(delay)) { [clock] in
            fired.append((due, clock.now))
          }
        }
      }
    }
    while !queue.isEmpty(.work) {
      clock.advance(by: .microseconds(Int.random(in: 1...100, using: &random)))
      queue.dispatchAll(.work)
    }
    let dues = fired.entries.map(\.due)
    #expect(dues.count == 2_000)
    #expect(dues == dues.sorted())
    #expect(fired.entries.allSatisfy { $0.at >= $0.due })
  }
}
