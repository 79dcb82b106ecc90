import TestSupport
import Testing

@testable import TaskQueues

@Suite(.patience) struct ProviderTests {
  let stepped = SteppedQueue()
  let log = Log<String>()
  var queue: TaskQueue { stepped.queue }

  /// One that only says what its work is.
  struct Square: AsyncProvider {
    let number: Int
    func doWork(_ call: AsyncCall<Int>) -> AsyncProgress<Int> { .completed(number * number) }
  }

  @Test func `a provider needs no more than its work`() throws {
    let block = try queue.begin(Square(number: 12))
    stepped.runAll()
    #expect(try block.result?.get() == 144)
  }

  // MARK: Beginning

  @Test func `a terminated queue refuses a call and calls nothing`() throws {
    try queue.terminate()
    #expect(throws: TaskQueueError.terminated) {
      try queue.begin(Traced(log: log)) { [log] _ in log.append("completion") }
    }
    stepped.runAll()
    #expect(log.entries == [])
  }

  @Test func `completing in begin posts the completion to its port`() throws {
    let log = log
    try queue.begin(Traced(log: log, onBegin: { $0.complete(with: .success(1)) })) {
      log.append($0.inAWord)
    }
    #expect(log.entries == ["begin"])
    stepped.run(.completion)
    #expect(log.entries == ["begin", "1", "cleanup"])
  }

  @Test func `what begin throws after it has completed is ignored`() throws {
    let provider = Traced(
      log: log,
      onBegin: {
        $0.complete(with: .success(1))
        throw Broken()
      })
    #expect(try queue.begin(provider).result?.get() == 1)
  }

  @Test func `a call may be scheduled after it has begun`() throws {
    let kept = Kept<AsyncCall<Int>>()
    let block = try queue.begin(Traced(log: log, onBegin: { kept.keep($0) }))
    try kept.value?.schedule()
    stepped.run(.work)
    #expect(try block.result?.get() == 7)
  }

  // MARK: Scheduling

  @Test func `a call that is scheduled cannot be scheduled again until its work begins`() throws {
    let log = log
    let provider = Traced(
      log: log,
      onBegin: { call in
        try call.schedule()
        #expect(throws: TaskQueueError.alreadyScheduled) { try call.schedule() }
      },
      onWork: { call in
        if log.entries.count > 2 { return .completed(1) }
        try call.schedule()
        return .inProgress
      })
    let block = try queue.begin(provider)
    stepped.runAll()
    #expect(log.entries == ["begin", "doWork", "doWork", "cleanup"])
    #expect(block.status == .succeeded)
  }

  @Test func `a call that is complete is not scheduled`() throws {
    let kept = Kept<AsyncCall<Int>>()
    try queue.begin(Traced(log: log, onBegin: { kept.keep($0) }))
    kept.value?.complete(with: .failure(.failed(Broken())))
    #expect(throws: TaskQueueError.alreadyComplete) { try kept.value?.schedule() }
  }

  @Test func `work that is on its way when the call completes is left out`() throws {
    let kept = Kept<AsyncCall<Int>>()
    let provider = Traced(
      log: log,
      onBegin: {
        try $0.schedule()
        kept.keep($0)
      })
    try queue.begin(provider)
    kept.value?.complete(with: .success(1))
    #expect(log.entries == ["begin", "cleanup"])
    stepped.runAll()
    #expect(log.entries == ["begin", "cleanup"])
  }

  @Test func `scheduling that a terminated queue refuses leaves the latch open`() throws {
    let kept = Kept<AsyncCall<Int>>()
    let block = try queue.begin(Traced(log: log, onBegin: { kept.keep($0) }))
    try queue.terminate()
    for _ in 0..<2 {
      #expect(throws: TaskQueueError.terminated) { try kept.value?.schedule() }
    }
    #expect(block.status == .pending)
    kept.value?.complete(with: .failure(.cancelled))
    #expect(block.status == .cancelled)
  }

  @Test func `work that asks for another step on a terminated queue is cancelled`() throws {
    let queue = queue
    let block = try queue.begin(
      Traced(
        log: log,
        onWork: { _ in
          try queue.terminate()
          return .again()
        }))
    stepped.runAll()
    #expect(block.status == .cancelled)
    #expect(log.entries == ["begin", "doWork", "cleanup"])
  }

  //   one thread        another
  //   doWork begins
  //   schedules
  //     goes on         takes what was scheduled: doWork is executing
  //   returns
  //   doWork again
  @Test func `steps of one call do not overlap`() throws {
    let queue = queue
    let log = log
    try queue.begin(
      Traced(
        log: log,
        onWork: { call in
          guard log.entries.count == 2 else { return .completed(1) }
          try call.schedule()
          let other = SystemThread(name: "another") { queue.dispatch(.work) }
          other.join()
          log.append("returns")
          return .inProgress
        }))
    queue.dispatch(.work)
    #expect(log.entries == ["begin", "doWork", "returns", "doWork", "cleanup"])
  }

  @Test func `a hundred thousand steps on an immediate port need no stack`() throws {
    let queue = TaskQueue(work: .immediate, completion: .immediate)
    let count = Kept<Int>()
    struct Steps: AsyncProvider {
      let count: Kept<Int>
      func doWork(_ call: AsyncCall<Int>) -> AsyncProgress<Int> {
        let number = (count.value ?? 0) + 1
        count.keep(number)
        return number == 100_000 ? .completed(number) : .again()
      }
    }
    let block = try queue.begin(Steps(count: count))
    #expect(try block.result?.get() == 100_000)
  }

  // MARK: Completing

  @Test func `the first completion counts`() throws {
    let kept = Kept<AsyncCall<Int>>()
    let block = try queue.begin(Traced(log: log, onBegin: { kept.keep($0) }))
    #expect(kept.value?.complete(with: .success(1)) == true)
    #expect(kept.value?.complete(with: .success(2)) == false)
    #expect(try block.result?.get() == 1)
  }

  @Test func `a queue ends after what completes from elsewhere has completed`() throws {
    let kept = Kept<AsyncCall<Int>>()
    let log = log
    try queue.begin(Traced(log: log, onBegin: { kept.keep($0) }))
    try queue.terminate { log.append("terminated") }
    stepped.runAll()
    #expect(log.entries == ["begin"])
    kept.value?.complete(with: .success(1))
    stepped.runAll()
    #expect(log.entries == ["begin", "cleanup", "terminated"])
  }

  @Test func `to let go of a call that is pending is a mistake`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let queue = TaskQueue(work: .manual, completion: .manual)
      try queue.begin(Traced(log: Log(), onBegin: { _ in }))
    }
    #expect(result.says("let go of its call before it was complete"))
  }

  @Test func `to schedule a provider that has no work is a mistake`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      struct Idle: AsyncProvider { typealias Output = Int }
      try TaskQueue(work: .immediate, completion: .immediate).begin(Idle())
    }
    #expect(result.says("a provider without doWork was scheduled"))
  }
}
