import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.6 of the model, in a thousand orders: one or two roots and composites on their ports, also on
/// those of composites, and on one port twice.
@Suite(.patience) struct SeededCompositeTests {
  @Test(arguments: DispatchMode.allCases)
  func `in every order queues that share ports end each on its own, with what came through it`(
    work: DispatchMode
  ) async throws {
    try await overSeeds { stepper in
      let history = History(stepper)
      let queues = family(history, work)
      for name in ["a", "b"] {
        stepper.script(name, count: 6) { _ in something(stepper.choose(queues), history) }
      }
      let ends = stepper.choose(Array(0...queues.count))
      for queue in shuffled(queues, stepper).prefix(ends) {
        stepper.script("end-\(queue.number)", count: 1 + stepper.number(below: 2)) { _ in
          history.terminate(queue) { something(stepper.choose(queues), history) }
        }
      }
      stepper.run(for: .milliseconds(stepper.number(below: 12)))
      history.checkAtRest()
      for queue in shuffled(queues, stepper) { history.terminate(queue) }
      stepper.run()
      history.checkAtEnd()
    }
  }

  @Test(arguments: DispatchMode.allCases)
  func `in every order handles are closed, what waits runs once, and nothing stays alive`(
    work: DispatchMode
  ) async throws {
    try await overSeeds { stepper in
      let history = History(stepper)
      let queues = family(history, work)
      for name in ["a", "b"] {
        stepper.script(name, count: 4) { _ in something(stepper.choose(queues), history) }
      }
      for queue in queues {
        let end: [() -> Void] = stepper.chance(1, in: 2) ? [{ history.terminate(queue) }] : []
        stepper.script("close-\(queue.number)", end + [{ history.close(queue) }])
      }
      stepper.run(for: .milliseconds(12))
      // What was submitted last is due then, too.
      stepper.run(for: .milliseconds(12))
      history.checkAtEnd()
    }
  }

  @Test func `in every order composites that come and go leave the root to itself`() async throws {
    try await overSeeds { stepper in
      let history = History(stepper)
      let root = history.queue(
        stepper.choose(DispatchMode.queued), stepper.choose(DispatchMode.queued))
      attend(root, history)
      for name in ["a", "b"] {
        stepper.script(name, count: 3) { _ in
          let role = stepper.choose(PortRole.allCases)
          guard let queue = history.composite((root, .work), (root, role)) else { return }
          something(queue, history)
          something(queue, history)
          history.terminate(queue) { history.close(queue) }
          history.close(queue)
        }
      }
      stepper.script("root", count: 4) { _ in something(root, history) }
      stepper.run(for: .milliseconds(12))
      history.checkAtRest()
      history.terminate(root)
      stepper.run()
      history.checkAtEnd()
    }
  }
}

/// A root, sometimes another, and composites, with somebody who dispatches through each of them.
private func family(_ history: History, _ work: DispatchMode) -> [History.Member] {
  let stepper = history.stepper
  var queues = [history.queue(work, stepper.choose(DispatchMode.allCases))]
  if stepper.chance(1, in: 3) {
    queues.append(history.queue(stepper.choose(DispatchMode.allCases), work))
  }
  for _ in 0..<(1 + stepper.number(below: 3)) {
    let ports = (0..<2).map { _ in (stepper.choose(queues), stepper.choose(PortRole.allCases)) }
    queues.append(history.composite(ports[0], ports[1])!)
  }
  for queue in queues { attend(queue, history) }
  return queues
}

private func shuffled<T>(_ all: [T], _ stepper: SeededStepper) -> [T] {
  var rest = all
  var order: [T] = []
  while !rest.isEmpty { order.append(rest.remove(at: stepper.number(below: rest.count))) }
  return order
}
