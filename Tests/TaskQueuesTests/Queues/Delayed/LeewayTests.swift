import Testing

@testable import TaskQueues

/// How alarms and delayed callbacks that may be late share an awakening.
struct LeewayTests {
  @Test func `alarms wake at the latest instant of the one that can wait least`() {
    var alarms = SetAlarms()
    let (patient, impatient) = (Deaf(), Deaf())
    alarms.set(patient, to: at(10), leeway: .milliseconds(5))
    #expect(alarms.latest == at(15))
    alarms.set(impatient, to: at(12), leeway: .milliseconds(1))
    #expect(alarms.latest == at(13))
    alarms.set(impatient, to: nil)
    #expect(alarms.latest == at(15))
  }

  @Test func `all alarms whose instant has come ring together, the earliest first`() {
    var alarms = SetAlarms()
    let (first, second, third) = (Deaf(), Deaf(), Deaf())
    alarms.set(second, to: at(12), leeway: .milliseconds(1))
    alarms.set(first, to: at(10), leeway: .milliseconds(5))
    alarms.set(third, to: at(14), leeway: .milliseconds(5))
    #expect(alarms.takeDue(at: at(13)) === first)
    #expect(alarms.takeDue(at: at(13)) === second)
    #expect(alarms.takeDue(at: at(13)) == nil)
  }

  @Test func `callbacks become ready in due order, whatever leeway they have`() throws {
    let queue = TaskQueue(work: .manual, completion: .manual)
    var delayed = DelayedCallbacks()
    for (due, leeway) in [(10, 5), (11, 1), (9, 9), (14, 0)] {
      delayed.insert(
        callback(of: queue), due: at(due), leeway: .milliseconds(leeway))
    }
    #expect(delayed.earliest == at(9))
    #expect(delayed.latest == at(12))
    #expect(delayed.takeDue(at: at(12)).count == 3)
    #expect(delayed.earliest == at(14) && delayed.latest == at(14))
    #expect(delayed.takeDue(at: at(14)).count == 1)
    #expect(delayed.earliest == nil && delayed.latest == nil)
  }

  @Test func `a manual clock rings at the instant, whatever leeway there is`() throws {
    let clock = ManualClock()
    let queue = TaskQueue(work: .manual, completion: .manual, clock: clock)
    try queue.submit(to: .work, after: .seconds(10)) {}
    clock.advance(by: .milliseconds(9999))
    #expect(!queue.dispatch(.work))
    clock.advance(by: .milliseconds(1))
    #expect(queue.dispatch(.work))
  }

  private func callback(of queue: TaskQueue) -> DelayedCallback {
    DelayedCallback(callback: .plainClosure {}, owner: queue.core.workSide)
  }

  private func at(_ milliseconds: Int) -> Instant {
    .zero.advanced(by: .milliseconds(milliseconds))
  }
}

private final class Deaf: Alarm {
  func ring(at now: Instant) {}
}
