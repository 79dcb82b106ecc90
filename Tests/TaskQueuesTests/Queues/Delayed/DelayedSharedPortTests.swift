import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.4 of the model, Q40 and Q41: delayed callbacks of several queues on one port.
@Suite(.patience) struct DelayedSharedPortTests {
  let clock = ManualClock()
  let root: TaskQueue
  let ran = Log<String>()

  init() { root = TaskQueue(work: .manual, completion: .manual, clock: clock) }

  private func composite() -> TaskQueue {
    TaskQueue(work: root.port(.work), completion: root.port(.completion))
  }

  // Q37, Q40
  @Test func `callbacks of all queues on a port become ready in the order they are due`() throws {
    let queues = [root, composite(), composite()]
    for (delay, queue) in zip([3, 1, 2], queues) {
      try queue.submit(to: .work, after: .seconds(delay)) { [ran] in ran.append("\(delay)") }
    }
    clock.advance(by: .seconds(3))
    root.dispatchAll(.work)
    #expect(ran.entries == ["1", "2", "3"])
  }

  /// The one that terminates has the earliest or the latest.
  // Q40
  @Test(arguments: [1, 3, 5])
  func `the end of a queue neither releases nor strands what others have delayed`(delay: Int) throws
  {
    let other = composite()
    try other.submit(to: .work, after: .seconds(delay)) { [ran] in ran.append("other \($0)") }
    for delay in [2, 4] {
      try root.submit(to: .work, after: .seconds(delay)) { [ran] in ran.append("\(delay) \($0)") }
    }
    try other.terminate()
    root.dispatchAll(.work)
    #expect(ran.entries == ["other true"])
    for second in 1...4 {
      clock.advance(by: .seconds(1))
      root.dispatchAll(.work)
      #expect(ran.entries.count == 1 + second / 2)
    }
    #expect(ran.entries == ["other true", "2 false", "4 false"])
  }

  // Q41
  @Test func `a callback that reschedules itself never stalls, whatever ends beside it`() throws {
    let ticks = Log<Instant>()
    @Sendable func tick() {
      ticks.append(clock.now)
      try! root.submit(to: .work, after: .milliseconds(1), tick)
    }
    try root.submit(to: .work, after: .milliseconds(1), tick)
    for number in 1...50 {
      let other = composite()
      for delay in [1, 2, 3_000] {
        try other.submit(to: .work, after: .milliseconds(delay)) { _ in }
      }
      if number % 2 == 0 { try other.terminate() }
      clock.advance(by: .milliseconds(1))
      root.dispatchAll(.work)
    }
    #expect(ticks.entries == (1...50).map { Instant.zero.advanced(by: .milliseconds($0)) })
    try root.terminate()
    root.dispatchAll(.work)
  }
}
