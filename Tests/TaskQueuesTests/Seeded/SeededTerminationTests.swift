import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.9 of the model, in a thousand orders.
@Suite(.patience) struct SeededTerminationTests {
  @Test(arguments: DispatchMode.allCases)
  func `in every order each callback runs once, cancelled from terminate on, and the end is last`(
    work: DispatchMode
  ) async throws {
    try await overSeeds { stepper in
      let history = History(stepper)
      let queue = history.queue(work, stepper.choose(DispatchMode.allCases))
      attend(queue, history)
      for name in ["a", "b"] {
        stepper.script(name, count: 6) { _ in something(queue, history) }
      }
      stepper.script("end", count: 1 + stepper.number(below: 2)) { _ in
        history.terminate(queue) { something(queue, history) }
      }
      stepper.run(for: .milliseconds(stepper.number(below: 10)))
      history.checkAtRest()
      history.terminate(queue)
      stepper.run()
      history.checkAtEnd()
    }
  }

  @Test(arguments: DispatchMode.allCases)
  func `in every order a suspended termination cancels all and ends with the last resumption`(
    work: DispatchMode
  ) async throws {
    try await overSeeds { stepper in
      let history = History(stepper)
      let queue = history.queue(work, stepper.choose(DispatchMode.allCases))
      attend(queue, history)
      stepper.script("a", count: 4) { _ in something(queue, history) }
      let kept = history.suspend(queue)!
      for name in ["b", "c"] {
        var resume: (() -> Void)?
        stepper.script(
          name, [{ resume = history.suspend(queue) }, {}, { resume?() }])
      }
      stepper.script("end", count: 1) { _ in history.terminate(queue) }
      stepper.run()
      history.checkAtRest()
      kept()
      stepper.run()
      history.checkAtEnd()
    }
  }
}

/// Has somebody dispatch the manual ports of a queue, and sometimes the others, too; sometimes with a
/// monitor.
func attend(_ member: History.Member, _ history: History) {
  let stepper = history.stepper
  for role in PortRole.allCases {
    let mode = history.modes[member.ports[role]!]
    let count = stepper.number(below: 2) + (mode == .manual ? 1 : 0)
    for number in 0..<count {
      history.dispatcher("\(member.number)-\(role)-\(number)", member, role)
    }
  }
  if stepper.chance(1, in: 2) {
    history.with(member) { queue in _ = queue.registerMonitor { _ in stepper.pause() } }
  }
}

/// Does one thing with a queue, as the seed will have it, and rarely ends it.
func something(_ member: History.Member, _ history: History, depth: Int = 0) {
  let stepper = history.stepper
  let role = stepper.choose(PortRole.allCases)
  let delay = stepper.chance(1, in: 3) ? Duration.milliseconds(stepper.number(below: 12)) : .zero
  if depth > 0 && stepper.chance(1, in: 8) { return history.terminate(member) }
  history.submit(member, role, after: delay, plain: stepper.chance(1, in: 4)) {
    if depth < 2 && stepper.chance(1, in: 3) { something(member, history, depth: depth + 1) }
  }
}
