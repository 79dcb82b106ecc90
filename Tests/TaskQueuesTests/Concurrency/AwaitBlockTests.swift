import TestSupport
import Testing

@testable import TaskQueues

@Suite("Awaiting a block", .patience)
struct AwaitBlockTests {
  struct Mistake: Error, Equatable {}

  private let queue = TaskQueue(work: .manual, completion: .manual)
  private let log = Log<String>()

  @Test(arguments: DispatchMode.automatic)
  func `gives what the work returns, or throws what it throws`(mode: DispatchMode) async throws {
    let queue = TaskQueue(work: mode, completion: mode, environment: .own)
    let good: AsyncBlock<Int> = try queue.run { _ in 42 }
    let bad: AsyncBlock<Int> = try queue.run { _ in throw Mistake() }
    #expect(try await good.value == 42)
    await #expect(throws: Mistake()) { try await bad.value }
  }

  @Test func `gives the result of a provider that completes from elsewhere`() async throws {
    let call = Kept<AsyncCall<Int>>()
    let block = try queue.begin(Traced(log: log, onBegin: { call.keep($0) }))
    let task = Task.immediate { try await block.value }
    call.value?.complete(with: .success(7))
    queue.dispatchAll(.completion)
    #expect(try await task.value == 7)
  }

  @Test func `gives a result that is there at once, as often as somebody asks`() async throws {
    let block = try queue.run { _ in 7 }
    queue.dispatchAll(.work)
    let task = Task.immediate { [log] in
      for _ in 0..<2 { log.append("\(try await block.value)") }
    }
    #expect(log.entries == ["7", "7"])
    try await task.value
  }

  @MainActor @Test func `goes on after the completion has returned`() async throws {
    let log = log
    let block = try queue.run { _ in
      7
    } completion: { _ in
      log.append("completion")
    }
    let task = Task.immediate { log.append("\(try await block.value)") }
    queue.dispatchAll(.work)
    queue.dispatch(.completion)
    #expect(log.entries == ["completion"])
    MainActorTurn.run { _ = queue.dispatchAll(.completion) }
    #expect(log.entries == ["completion", "7"])
    try await task.value
    #expect(log.entries == ["completion", "7"])
  }

  @MainActor @Test
  func `never goes on in the middle of a callback that completes the call`() async throws {
    let (log, call) = (log, Kept<AsyncCall<Int>>())
    let block = try queue.begin(Traced(log: Log(), onBegin: { call.keep($0) }))
    let task = Task.immediate { log.append("\(try await block.value)") }
    try queue.submit(to: .completion) {
      log.append("begins")
      call.value?.complete(with: .success(7))
      log.append("ends")
    }
    MainActorTurn.run { _ = queue.dispatchAll(.completion) }
    queue.dispatchAll(.completion)
    try await task.value
    #expect(log.entries == ["begins", "ends", "7"])
  }

  @Test func `is for any number of tasks, which go on in the order they came`() async throws {
    let (block, log) = (try queue.run { _ in 7 }, log)
    let tasks = await MainActor.run {
      (0..<10).map { number in
        Task.immediate { @MainActor in log.append("\(number): \(try await block.value)") }
      }
    }
    queue.dispatchAll(.work)
    queue.dispatchAll(.completion)
    for task in tasks { try await task.value }
    #expect(log.entries == (0..<10).map { "\($0): 7" })
  }

  @Test func `comes back to the actor it was called from`() async throws {
    actor Caller {
      func result(of block: AsyncBlock<Int>) async throws -> Int {
        let result = try await block.value
        assertIsolated()
        return result
      }
    }
    let block = try TaskQueue.pooled.run { _ in 7 }
    #expect(try await Caller().result(of: block) == 7)
  }
}

@Suite("Awaiting a block that is cancelled", .patience)
struct CancelledAwaitBlockTests {
  private let queue = TaskQueue(work: .manual, completion: .manual)

  @Test func `throws CancellationError`() async throws {
    let block = try queue.run { _ in 7 }
    let task = Task.immediate { try await block.value }
    block.cancel()
    queue.dispatchAll(.work)
    queue.dispatchAll(.completion)
    await #expect(throws: CancellationError.self) { try await task.value }
    await #expect(throws: CancellationError.self) { try await block.value }
  }

  @Test func `is what cancelling the task does, and all who wait for the block see it`()
    async throws
  {
    let block = try queue.run { _ in 7 }
    let first = Task.immediate { try await block.value }
    let second = Task.immediate { try await block.value }
    first.cancel()
    #expect(block.isCancelled)
    queue.dispatchAll(.work)
    queue.dispatchAll(.completion)
    await #expect(throws: CancellationError.self) { try await first.value }
    await #expect(throws: CancellationError.self) { try await second.value }
  }

  @Test func `is what a task does that is cancelled already`() async throws {
    let block = try queue.run { _ in 7 }
    let gate = Gate()
    let task = Task.detached {
      gate.wait()
      return try await block.value
    }
    task.cancel()
    gate.open()
    let dispatchers = Dispatchers(of: queue, work: .manual, completion: .manual)
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(block.isCancelled || block.status == .succeeded)
    try queue.terminate()
    dispatchers.join()
  }

  @MainActor @Test
  func `does not go on inside of the cancellation, where the provider completes in it`()
    async throws
  {
    let log = Log<String>()
    let block = try queue.begin(
      Traced(
        log: Log(), onBegin: { _ in }, onCancel: { $0.complete(with: .failure(.cancelled)) }))
    let task = Task.immediate {
      do { _ = try await block.value } catch { log.append("goes on") }
    }
    try queue.submit(to: .completion) {
      task.cancel()
      log.append("cancelled")
    }
    MainActorTurn.run { _ = queue.dispatchAll(.completion) }
    MainActorTurn.run { _ = queue.dispatchAll(.completion) }
    await task.value
    #expect(log.entries == ["cancelled", "goes on"])
  }

  @MainActor @Test func `throws in a cancelled task also where the result is there`() async throws {
    let block = try queue.run { _ in 7 }
    let task = Task.immediate { try await block.value }
    queue.dispatchAll(.work)
    task.cancel()
    queue.dispatchAll(.completion)
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(block.status == .succeeded)
  }

  @Test func `tells a provider that completes from elsewhere when the queue terminates`()
    async throws
  {
    let block = try queue.begin(
      Traced(
        log: Log(), onBegin: { _ in }, onCancel: { $0.complete(with: .failure(.cancelled)) }))
    let task = Task.immediate { try await block.value }
    #expect(!block.isCancelled)
    try queue.terminate()
    queue.dispatchAll(.completion)
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func `tells a provider also where the queue has been terminated before`() async throws {
    let block = try queue.begin(
      Traced(
        log: Log(), onBegin: { _ in }, onCancel: { $0.complete(with: .failure(.cancelled)) }))
    try queue.terminate()
    let task = Task.immediate { try await block.value }
    queue.dispatchAll(.completion)
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test(arguments: [DispatchMode.manual, .threadPool, .serializedThreadPool])
  func `ten thousand tasks go on when their queue terminates`(mode: DispatchMode) async throws {
    let environment = Environment(clock: SystemClock.shared, threads: SystemThreads())
    let queue = TaskQueue(work: mode, completion: mode, environment: environment)
    let (count, gate) = (10_000, Gate())
    // Holds a serialized port back, and one thread of a pool: what is behind it has not begun, or just has.
    try queue.submit(to: .work) { (_: Bool) in gate.wait() }
    let blocks = try (0..<count / 10).map { number in
      try queue.run { _ in
        number
      } completion: { _ in
      }
    }
    let outcomes = await withTaskGroup(of: Int?.self) { group in
      for number in 0..<count {
        group.addImmediateTask { try? await blocks[number % blocks.count].value }
      }
      let dispatchers = Dispatchers(of: queue, work: mode, completion: mode)
      #expect(throws: Never.self) { try queue.terminate() }
      gate.open()
      let outcomes = await group.reduce(into: []) { $0.append($1) }
      dispatchers.join()
      return outcomes
    }
    #expect(outcomes.count == count)
    if mode != .threadPool { #expect(outcomes.allSatisfy { $0 == nil }) }
  }

  @Test func `each call ends each task that waits, however cancelling and terminating are timed`()
    async throws
  {
    var random = SeededRandom.forStress()
    for _ in 0..<100 {
      let queue = TaskQueue(work: .threadPool, completion: .threadPool, environment: .system)
      let outcomes = Log<Bool>()
      let blocks = try (0..<4).map { number in try queue.run { _ in number } }
      let tasks = (0..<8).map { number in
        Task {
          let result = await Task { try await blocks[number / 2].value }.result
          outcomes.append((try? result.get()).map { $0 == number / 2 } ?? true)
        }
      }
      let spins = Int.random(in: 0..<3000, using: &random)
      try await onThread {
        for number in 0..<spins where number % 700 == 0 { blocks[number % 4].cancel() }
        try queue.terminate()
        outcomes.wait(forCount: tasks.count)
      }
      #expect(outcomes.entries.allSatisfy { $0 })
    }
  }
}
