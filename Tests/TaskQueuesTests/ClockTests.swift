import TestSupport
import Testing

@testable import TaskQueues

@Suite(.timeLimit(.minutes(1))) struct ManualClockTests {
  let clock = ManualClock()
  let log = Log<String>()

  @Test func `the clock stands still until it is told to move`() {
    #expect(clock.now == .zero)
    clock.advance(by: .milliseconds(3))
    clock.advance(by: .milliseconds(4))
    #expect(clock.now == at(7))
  }

  @Test func `alarms ring in the order of their instants, with the clock standing there`() {
    for instant in [30, 10, 20] {
      let alarm = TestAlarm { [log, clock] now in log.append("\(instant) \(clock.now == now)") }
      clock.set(alarm, to: at(instant))
    }
    clock.advance(by: .milliseconds(25))
    #expect(log.entries == ["10 true", "20 true"])
    #expect(clock.now == at(25))
    clock.advance(by: .milliseconds(5))
    #expect(log.entries == ["10 true", "20 true", "30 true"])
  }

  @Test func `alarms of the same instant ring in the order they were set`() {
    for number in 1...50 {
      clock.set(TestAlarm { [log] _ in log.append("\(number)") }, to: at(5))
    }
    clock.advance(by: .milliseconds(5))
    #expect(log.entries == (1...50).map { "\($0)" })
  }

  @Test func `an alarm that is set to the instant it has keeps its place`() {
    let alarms = (1...3).map { number in TestAlarm { [log] _ in log.append("\(number)") } }
    for alarm in alarms + [alarms[0]] {
      clock.set(alarm, to: at(5))
    }
    clock.advance(by: .milliseconds(5))
    #expect(log.entries == ["1", "2", "3"])
  }

  @Test func `an alarm rings once`() {
    clock.set(TestAlarm { [log] _ in log.append("rings") }, to: at(5))
    clock.advance(by: .milliseconds(5))
    clock.advance(by: .milliseconds(5))
    #expect(log.entries == ["rings"])
  }

  @Test func `setting an alarm again replaces its instant, and nil takes it back`() {
    let alarm = TestAlarm { [log, clock] _ in
      log.append("\(clock.now == .zero.advanced(by: .seconds(2)))")
    }
    clock.set(alarm, to: .zero.advanced(by: .seconds(1)))
    clock.set(alarm, to: .zero.advanced(by: .seconds(2)))
    clock.advance(by: .seconds(2))
    clock.set(alarm, to: .zero.advanced(by: .seconds(3)))
    clock.set(alarm, to: nil)
    clock.advance(by: .seconds(2))
    #expect(log.entries == ["true"])
  }

  @Test func `an alarm that rings may set alarms, which ring too if it is their time`() {
    let second = TestAlarm { [log, clock] _ in
      log.append("second at \(clock.now.duration(to: .zero))")
    }
    let first = TestAlarm { [log, clock] now in
      log.append("first")
      clock.set(second, to: now.advanced(by: .milliseconds(1)))
    }
    clock.set(first, to: at(5))
    clock.advance(by: .milliseconds(6))
    #expect(log.entries == ["first", "second at \(Duration.milliseconds(-6))"])
  }

  @Test func `an alarm set for the past rings with the next advance`() {
    clock.advance(by: .seconds(1))
    clock.set(TestAlarm { [log] _ in log.append("rings") }, to: at(5))
    #expect(log.entries == [])
    clock.advance(by: .zero)
    #expect(log.entries == ["rings"])
    #expect(clock.now == .zero.advanced(by: .seconds(1)))
  }

  @Test func `going back is a mistake`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { ManualClock().advance(by: .milliseconds(-1)) }
    #expect(result.says("only moves forward"))
  }

  private func at(_ milliseconds: Int) -> Instant {
    .zero.advanced(by: .milliseconds(milliseconds))
  }
}

@Suite(.timeLimit(.minutes(1))) struct SystemClockTests {
  let clock = SystemClock.shared

  @Test func `time goes forward`() {
    let before = clock.now
    #expect(clock.now >= before)
  }

  @Test func `an alarm does not ring early`() async throws {
    let clock = clock
    let late = try await onThread {
      let rung = Log<Duration>()
      var alarms: [TestAlarm] = []
      for delay in [5, 0, 2, 2, 1] {
        let due = clock.now.advanced(by: .milliseconds(delay))
        let alarm = TestAlarm { now in rung.append(due.duration(to: now)) }
        clock.set(alarm, to: due)
        alarms.append(alarm)
      }
      rung.wait(forCount: 5)
      return rung.entries
    }
    #expect(late.allSatisfy { $0 >= .zero })
  }

  //   deadlines thread            test
  //   sleeps until the later one  sets the earlier one
  //   wakes, sleeps again
  //   earlier rings
  @Test func `an alarm set while the thread sleeps for a later one rings first`() async throws {
    let clock = clock
    try await onThread {
      let rung = Log<String>()
      let later = TestAlarm { _ in rung.append("later") }
      clock.set(later, to: clock.now.advanced(by: .seconds(100_000)))
      for number in 1...100 {
        let earlier = TestAlarm { _ in rung.append("earlier") }
        clock.set(earlier, to: clock.now.advanced(by: .microseconds(number)))
        rung.wait(forCount: number)
      }
      clock.set(later, to: nil)
      #expect(rung.entries == Array(repeating: "earlier", count: 100))
    }
  }

  @Test func `an alarm that is taken back is let go of`() {
    weak var forgotten: TestAlarm?
    do {
      let alarm = TestAlarm { _ in }
      forgotten = alarm
      clock.set(alarm, to: clock.now.advanced(by: .seconds(100_000)))
      clock.set(alarm, to: nil)
    }
    #expect(forgotten == nil)
  }

  @Test func `a dispatch gives up after its timeout on the system's clock`() async throws {
    let clock = clock
    let waited = try await onThread {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let begin = clock.now
      queue.dispatch(.work, timeout: .milliseconds(3))
      return begin.duration(to: clock.now)
    }
    #expect(waited >= .milliseconds(3))
  }

  @Test func `a delayed callback comes due on the system's clock`() async throws {
    let clock = clock
    let waited = try await onThread {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let begin = clock.now
      try queue.submit(to: .work, after: .milliseconds(3)) {}
      queue.dispatch(.work, timeout: nil)
      return begin.duration(to: clock.now)
    }
    #expect(waited >= .milliseconds(3))
  }
}

private final class TestAlarm: Alarm {
  private let action: @Sendable (Instant) -> Void

  init(_ action: @escaping @Sendable (Instant) -> Void) { self.action = action }

  func ring(at now: Instant) { action(now) }
}
