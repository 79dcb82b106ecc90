import TestSupport
import Testing

@testable import TaskQueues

@Suite(.patience) struct ManualClockTests {
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
