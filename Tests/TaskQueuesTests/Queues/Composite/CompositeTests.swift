import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.6 of the model, Q52–Q60: queues on ports of other queues. How they end is in
/// `CompositeTerminationTests`.
@Suite(.patience) struct CompositeTests {
  let clock = ManualClock()
  let root: TaskQueue
  let ran = Log<String>()

  init() { root = TaskQueue(work: .manual, completion: .manual, clock: clock) }

  func composite() -> TaskQueue {
    TaskQueue(work: root.port(.work), completion: root.port(.completion))
  }

  // Q3, Q52, Q54
  @Test func `a composite of a composite has the ports of the root`() {
    let inner = TaskQueue(work: composite().port(.completion), completion: root.port(.completion))
    #expect(inner.port(.work) === root.port(.completion))
  }

  // 1.3, Q43, Q53
  @Test func `a port starts callbacks in order, whatever queue they come through`() throws {
    let other = composite()
    for number in 1...4 {
      try (number % 2 == 0 ? root : other).submit(to: .work) { ran.append("\(number)") }
    }
    root.dispatchAll(.work)
    #expect(ran.entries == ["1", "2", "3", "4"])
  }

  // Q57
  @Test func `closing a composite does not touch what waits on the root`() throws {
    var other: TaskQueue? = composite()
    try root.submit(to: .work, after: .seconds(2)) { self.ran.append("root") }
    try other?.submit(to: .work, after: .seconds(1)) { self.ran.append("composite: \($0)") }
    other = nil
    root.dispatchAll(.work)
    #expect(ran.entries == [])
    clock.advance(by: .seconds(1))
    root.dispatchAll(.work)
    #expect(ran.entries == ["composite: false"])
    clock.advance(by: .seconds(1))
    root.dispatchAll(.work)
    #expect(ran.entries == ["composite: false", "root"])
  }

  // Q60
  @Test func `composites come and go from inside a monitor of their port`() throws {
    let root = root
    let token = root.registerMonitor { [unowned root] _ in
      _ = TaskQueue(work: root.port(.work), completion: root.port(.completion))
    }
    try root.submit(to: .completion) {}
    root.unregisterMonitor(token)
    root.dispatchAll(.work)
    root.dispatchAll(.completion)
    #expect(root.isEmpty(.completion))
  }

  // 1.6, Q52
  @Test func `a queue may be made on ports of two others`() throws {
    let second = TaskQueue(work: .manual, completion: .manual)
    let both = TaskQueue(work: root.port(.work), completion: second.port(.completion))
    try both.submit(to: .work) { self.ran.append("work") }
    try both.submit(to: .completion) { self.ran.append("completion") }
    #expect(root.dispatchAll(.work) == 1)
    #expect(second.dispatchAll(.completion) == 1)
    #expect(ran.entries == ["work", "completion"])
  }

  // Q60
  @Test func `composites come and go from inside a callback that a monitor dispatches`() throws {
    let root = root
    let token = root.registerMonitor { [unowned root] in root.dispatch($0) }
    try root.submit(to: .work) {
      let inner = TaskQueue(work: root.port(.work), completion: root.port(.completion))
      try! inner.submit(to: .completion) { self.ran.append("inner") }
    }
    root.unregisterMonitor(token)
    #expect(ran.entries == ["inner"])
  }
}
