import Glibc
import TestSupport
import Testing

@testable import TaskQueues

@Suite(.patience) struct SystemClockTests {
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

  // Q44
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

  // Q33
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

  // Q35
  @Test func `the clock is the monotonic one, which no change of the date moves`() {
    func reading() -> Instant {
      var time = timespec()
      clock_gettime(CLOCK_MONOTONIC, &time)
      return Instant(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }
    let times = [reading(), clock.now, reading()]
    #expect(times == times.sorted())
  }
}
