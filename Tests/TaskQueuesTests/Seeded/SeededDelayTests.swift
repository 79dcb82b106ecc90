import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.4 of the model, in a thousand orders. That nothing runs early, that what is due runs, and in
/// which order, is what `History.checkAtRest` checks.
@Suite(.patience) struct SeededDelayTests {
  @Test(arguments: DispatchMode.allCases)
  func `in every order what is delayed runs when it is due, earliest first, and never early`(
    mode: DispatchMode
  ) async throws {
    try await overSeeds { stepper in
      let history = History(stepper)
      let queue = history.queue(mode, stepper.choose(DispatchMode.allCases))
      attend(queue, history)
      for name in ["a", "b", "c"] {
        stepper.script(name, count: 4) { _ in delayed(queue, history) }
      }
      for _ in 1...6 {
        stepper.run(for: .microseconds(stepper.number(below: 4000)))
        history.checkAtRest()
      }
      history.terminate(queue)
      stepper.run()
      history.checkAtEnd()
    }
  }

  @Test(arguments: DispatchMode.allCases)
  func `in every order a callback that submits itself again each millisecond never stalls`(
    mode: DispatchMode
  ) async throws {
    try await overSeeds { stepper in
      let history = History(stepper)
      let queue = history.queue(mode, .manual)
      attend(queue, history)
      let ticks = Log<Instant>()
      @Sendable func tick() {
        ticks.append(stepper.now)
        history.submit(queue, .work, after: .milliseconds(1), tick)
      }
      history.submit(queue, .work, after: .milliseconds(1), tick)
      stepper.script("far", count: 3) { number in
        history.submit(queue, .work, after: .seconds(3 + number))
        history.submit(queue, .work, after: .milliseconds(stepper.number(below: 20)))
      }
      stepper.run(for: .milliseconds(20))
      history.checkAtRest()
      let last = ticks.entries.last ?? .zero
      // The one that comes next is not due yet.
      stepper.expect(
        last.advanced(by: .milliseconds(1)) > stepper.now, "it stalls since \(last)")
      history.terminate(queue)
      stepper.run()
      history.checkAtEnd()
    }
  }

  @Test(arguments: DispatchMode.queued)
  func `in every order a termination has what is delayed run at once, in due order`(
    mode: DispatchMode
  ) async throws {
    try await overSeeds { stepper in
      let history = History(stepper)
      let queue = history.queue(mode, .immediate)
      attend(queue, history)
      let delays = (0..<8).map { _ in 20 + stepper.number(below: 5) }
      for delay in delays { history.submit(queue, .work, after: .milliseconds(delay)) }
      stepper.script("end", count: 1) { _ in history.terminate(queue) }
      stepper.script("other", count: 3) { _ in delayed(queue, history) }
      stepper.run(for: .milliseconds(12))
      history.checkAtEnd()
      guard mode != .threadPool else { return }
      // The model: a list, sorted by delay and else as it was.
      let model = delays.indices.sorted { (delays[$0], $0) < (delays[$1], $1) }
      let ran = delays.indices.sorted { history.calls[$0].began < history.calls[$1].began }
      stepper.expect(ran, equals: model, "the order of delays \(delays)")
    }
  }
}

/// Submits to one of the ports, mostly with a delay, and sometimes again from inside.
private func delayed(_ queue: History.Member, _ history: History, depth: Int = 0) {
  let stepper = history.stepper
  let delay = stepper.choose([0, 1000, 1000, 2000, 3000, 300, 1500, 7000, 3_600_000_000])
  history.submit(queue, stepper.choose(PortRole.allCases), after: .microseconds(delay)) {
    if depth < 2 && stepper.chance(1, in: 2) { delayed(queue, history, depth: depth + 1) }
  }
}
