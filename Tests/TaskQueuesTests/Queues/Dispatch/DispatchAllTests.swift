import TaskQueues
import TestSupport
import Testing

/// What the model leaves out: a drain, which takes what was there.
@Suite(.patience) struct DispatchAllTests {
  let clock: ManualClock
  let queue: TaskQueue
  let ran = Log<Int>()

  init() {
    clock = ManualClock()
    queue = TaskQueue(work: .manual, completion: .manual, clock: clock)
  }

  @Test func `a drain runs what is ready and counts it`() throws {
    try submit(1...5)
    #expect(queue.dispatchAll(.work) == 5)
    #expect(ran.entries == [1, 2, 3, 4, 5])
    #expect(queue.dispatchAll(.work) == 0)
  }

  @Test func `what a callback submits waits for the next drain`() throws {
    let (queue, ran) = (queue, ran)
    try queue.submit(to: .work) {
      ran.append(1)
      try! queue.submit(to: .work) { ran.append(2) }
    }
    #expect(queue.dispatchAll(.work) == 1)
    #expect(ran.entries == [1])
    #expect(queue.dispatchAll(.work) == 1)
    #expect(ran.entries == [1, 2])
  }

  @Test func `what comes due during a drain waits for the next`() throws {
    let (clock, ran) = (clock, ran)
    try queue.submit(to: .work, after: .milliseconds(5)) { ran.append(2) }
    try queue.submit(to: .work) {
      clock.advance(by: .milliseconds(5))
      ran.append(1)
    }
    #expect(queue.dispatchAll(.work) == 1)
    #expect(queue.dispatchAll(.work) == 1)
    #expect(ran.entries == [1, 2])
  }

  @Test func `a drain inside a callback takes what is left, and the outer one stops`() throws {
    let (queue, ran) = (queue, ran)
    try queue.submit(to: .work) { ran.append(queue.dispatchAll(.work)) }
    try submit(10...12)
    #expect(queue.dispatchAll(.work) == 1)
    #expect(ran.entries == [10, 11, 12, 3])
  }

  @Test func `a budget of a count runs so many, and what is left comes first next time`() throws {
    try submit(1...5)
    #expect(queue.dispatchAll(.work, budget: .count(2)) == 2)
    try submit(6...6)
    #expect(queue.dispatchAll(.work, budget: .count(10)) == 4)
    #expect(ran.entries == [1, 2, 3, 4, 5, 6])
  }

  @Test func `a budget of time runs callbacks until it has passed`() throws {
    try submit(1...5, taking: .milliseconds(2))
    #expect(queue.dispatchAll(.work, budget: .time(.milliseconds(4))) == 2)
    #expect(ran.entries == [1, 2])
  }

  @Test func `a budget of time runs one callback at least`() throws {
    try submit(1...2, taking: .seconds(1))
    #expect(queue.dispatchAll(.work, budget: .time(.nanoseconds(1))) == 1)
  }

  @Test(arguments: [DispatchBudget.count(1), .time(.milliseconds(1))])
  func `the minimum runs whatever the budget says`(budget: DispatchBudget) throws {
    try submit(1...5, taking: .milliseconds(1))
    #expect(queue.dispatchAll(.work, budget: budget, atLeast: 3) == 3)
    #expect(queue.dispatchAll(.work, budget: budget, atLeast: 3) == 2)
  }

  @Test func `a drain delivers a termination and does not count it`() throws {
    let ran = ran
    try queue.terminate { ran.append(1) }
    #expect(queue.dispatchAll(.work) == 0)
    #expect(queue.dispatchAll(.completion) == 0)
    #expect(ran.entries == [1])
  }

  @Test func `a budget of no callbacks is a mistake`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = DispatchBudget.count(0) }
    #expect(result.says("give at least 1"))
  }

  @Test func `a budget of no time is a mistake`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = DispatchBudget.time(.zero) }
    #expect(result.says("give some time"))
  }

  private func submit(_ numbers: ClosedRange<Int>, taking time: Duration = .zero) throws {
    for number in numbers {
      try queue.submit(to: .work) { [ran, clock] in
        ran.append(number)
        clock.advance(by: time)
      }
    }
  }
}
