import TestSupport
import Testing

@testable import TaskQueues

/// Chapters 3 and 4 of the model, in a thousand orders: calls that are cancelled, completed from elsewhere and
/// terminated at every point of their lives.
@Suite(.patience) struct SeededAsyncTests {
  @Test(arguments: DispatchMode.allCases)
  func `in every order each call completes once, and its provider is cleaned up once and last`(
    work: DispatchMode
  ) async throws {
    try await overSeeds { stepper in
      let calls = try SeededCalls(stepper, work: work)
      stepper.script("begin", count: 4) { _ in calls.begin() }
      for name in ["a", "b"] {
        stepper.script(name, count: 6) { _ in calls.touchOne() }
      }
      if stepper.chance(1, in: 2) { stepper.script("end", count: 1) { _ in calls.terminate() } }
      stepper.run(for: .milliseconds(stepper.number(below: 8)))
      calls.terminate()
      calls.completeAll()
      stepper.run()
      calls.check()
    }
  }
}

/// The calls of one seed, on a queue that somebody dispatches.
// @unchecked: everything happens on one thread.
private final class SeededCalls: @unchecked Sendable {
  let stepper: SeededStepper
  private var queue: TaskQueue?
  private var calls: [SeededCall] = []

  init(_ stepper: SeededStepper, work: DispatchMode) throws {
    self.stepper = stepper
    let completion = stepper.choose(DispatchMode.allCases)
    queue = TaskQueue(work: work, completion: completion, environment: stepper.environment)
    for port in PortRole.allCases {
      stepper.dispatcher("\(port)", port) { [unowned self] in queue }
    }
  }

  func begin() {
    let call = SeededCall(calls.count, stepper)
    do {
      let block = try queue!.begin(SeededProvider(call: call)) { call.completed($0) }
      call.block = block
      calls.append(call)
    } catch {
      stepper.expect(call.events.isEmpty, "a refused call has \(call.events)")
    }
  }

  /// Cancels a call, or completes it from elsewhere.
  func touchOne() {
    guard !calls.isEmpty else { return }
    let call = stepper.choose(calls)
    if stepper.chance(1, in: 2) { call.block?.cancel() } else { call.completeFromElsewhere() }
  }

  func terminate() { try! queue!.terminate() }

  /// From now on no provider leaves its call to somebody else.
  func completeAll() {
    for call in calls {
      call.isLeftToItself = true
      call.completeFromElsewhere()
    }
  }

  func check() {
    stepper.expect(queue!.isTerminated(.completion), "the queue has not ended")
    for call in calls { call.check() }
  }
}

/// One call: what its provider does, and what happened to it.
// @unchecked: everything happens on one thread.
private final class SeededCall: @unchecked Sendable {
  let number: Int
  let stepper: SeededStepper
  private(set) var events: [String] = []
  private var results: [Result<Int, AsyncError>] = []
  private var executing: [String] = []
  private var kept: AsyncCall<Int>?
  /// What the first completion was, as far as its own answer says so.
  private var first: String?
  var block: AsyncBlock<Int>?
  var isLeftToItself = false

  init(_ number: Int, _ stepper: SeededStepper) {
    self.number = number
    self.stepper = stepper
  }

  // MARK: What the provider does

  /// Runs one of its functions, with others going on in the middle of it.
  func run<R>(_ name: String, _ body: () throws -> R) rethrows -> R {
    stepper.expect(!events.contains("cleanup"), "call \(number): \(name) after cleanup")
    if name == "doWork" {
      stepper.expect(!executing.contains(name), "call \(number): two doWorks at a time")
    }
    events.append(name)
    executing.append(name)
    defer { executing.remove(at: executing.lastIndex(of: name)!) }
    stepper.pause()
    defer { stepper.pause() }
    return try body()
  }

  func cleanup() {
    stepper.expect(
      executing.isEmpty, "call \(number): cleanup while \(executing) execute")
    events.append("cleanup")
    stepper.pause()
  }

  /// Leaves the call to somebody else, or has it come back.
  func leave(_ call: AsyncCall<Int>) -> Bool {
    if isLeftToItself || stepper.chance(1, in: 2) { return false }
    kept = call
    return true
  }

  func complete(_ call: AsyncCall<Int>, with result: Result<Int, AsyncError>) {
    let isFirst = call.complete(with: result)
    if isFirst {
      stepper.expect(first == nil, "call \(number): two first completions")
      first = result.inAWord
    }
  }

  func completeFromElsewhere() {
    guard let call = kept.take() else { return }
    complete(call, with: .success(100 + number))
  }

  func completed(_ result: Result<Int, AsyncError>) {
    stepper.pause()
    results.append(result)
  }

  // MARK: What is to be seen in the end

  func check() {
    func expect(_ isSo: Bool, _ what: String) {
      stepper.expect(isSo, "call \(number): \(what), of \(events), \(results.map(\.inAWord))")
    }
    func count(_ name: String) -> Int { events.count { $0 == name } }
    expect(results.count == 1, "one completion")
    expect(events.first == "begin" && count("begin") == 1, "begin once, first")
    expect(events.last == "cleanup" && count("cleanup") == 1, "cleanup once, last")
    expect(count("cancel") <= 1, "cancelled once at most")
    expect(block?.status != .pending, "a status")
    expect(block?.result?.inAWord == results.first?.inAWord, "the block has the result")
    if let first { expect(results.first?.inAWord == first, "the first completion \(first)") }
  }
}

private struct SeededProvider: AsyncProvider {
  let call: SeededCall
  private var stepper: SeededStepper { call.stepper }

  init(call: SeededCall) { self.call = call }

  func begin(_ async: AsyncCall<Int>) throws {
    try call.run("begin") {
      switch stepper.number(below: 6) {
      case 0: throw Broken()
      case 1: call.complete(async, with: .success(1))
      case 2 where call.leave(async): break
      default: try async.schedule(after: .milliseconds(stepper.number(below: 4)))
      }
    }
  }

  func doWork(_ async: AsyncCall<Int>) throws -> AsyncProgress<Int> {
    try call.run("doWork") {
      switch stepper.number(below: 6) {
      case 0: throw Broken()
      case 1:
        call.complete(async, with: .success(2))
        return .inProgress
      case 2 where call.leave(async): return .inProgress
      case 3 where !call.isLeftToItself:
        return .again(after: .milliseconds(stepper.number(below: 3)))
      default: return .completed(3)
      }
    }
  }

  func cancel(_ async: AsyncCall<Int>) {
    call.run("cancel") {
      if stepper.chance(1, in: 2) { call.complete(async, with: .failure(.cancelled)) }
    }
  }

  func cleanup() { call.cleanup() }
}
