import TestSupport
import Testing

@testable import TaskQueues

/// Task groups, actors and a clock of a user's own, mixed with blocks on the same ports.
@Suite("Tasks and blocks together", .patience)
struct MixedTests {
  private actor Bank {
    private(set) var total = 0
    func add(_ amount: Int) { total += amount }
  }

  /// A clock of a user's own: its sleeps are delayed callbacks of a queue.
  private struct QueueClock: Clock {
    let queue: TaskQueue
    var now: TaskQueues.Instant { queue.environment.clock.now }
    var minimumResolution: Duration { .nanoseconds(1) }

    func sleep(until deadline: TaskQueues.Instant, tolerance: Duration?) async throws {
      let (queue, delay) = (queue, now.duration(to: deadline))
      try await withCheckedThrowingContinuation { continuation in
        do {
          try queue.submit(to: .work, after: delay) { cancelled in
            continuation.resume(
              with: cancelled ? .failure(CancellationError()) : .success(()))
          }
        } catch {
          continuation.resume(throwing: error)
        }
      }
    }
  }

  @Test(arguments: [DispatchMode.manual, .threadPool, .serializedThreadPool])
  func `each run exactly once, and end with their queue`(mode: DispatchMode) async throws {
    let environment = Environment(clock: SystemClock.shared, threads: SystemThreads())
    let queue = TaskQueue(work: mode, completion: mode, environment: environment)
    let dispatchers = Dispatchers(of: queue, work: mode, completion: mode)
    let clock = QueueClock(queue: queue)
    let (bank, blocks) = (Bank(), Log<Int>())

    try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<200 {
        group.addTask(executorPreference: number % 2 == 0 ? queue : nil) {
          try queue.run { (_: AsyncBlock<Int>) in
            number
          } completion: { _ in
            blocks.append(number)
          }
          let once = try await queue.run { number }
          if number % 10 == 0 { try await clock.sleep(for: .microseconds(number)) }
          let twice = try await queue.run {
            await bank.add(once)
            return once
          }
          return twice
        }
      }
      var sum = 0
      for try await result in group { sum += result }
      #expect(sum == 19_900)
    }
    #expect(await bank.total == 19_900)
    try await onThread { blocks.wait(forCount: 200) }
    #expect(blocks.entries.sorted() == Array(0..<200))
    try queue.terminate()
    try await onThread { dispatchers.join() }
  }

  @Test func `never hang, whenever their queue terminates or their task is cancelled`() async throws
  {
    var random = SeededRandom.forStress()
    for _ in 0..<60 {
      let queue = TaskQueue(work: .threadPool, completion: .threadPool, environment: .system)
      let source = NotificationSource<Int>()
      let scope = CancelScope()
      let outcomes = Log<Bool>()
      let count = 8
      for number in 0..<count {
        let work = Int.random(in: 0..<200, using: &random)
        scope.add(
          Task {
            do {
              switch number % 4 {
              case 0: _ = try await queue.run { (0..<work).reduce(0, +) }
              case 1: _ = try await queue.run { await untilCancelled() }
              case 2: for await _ in source.notifications(on: queue) {}
              default:
                try await withTaskExecutorPreference(queue) {
                  _ = try await queue.run { (0..<work).reduce(0, +) }
                }
              }
              outcomes.append(true)
            } catch {
              let isExpected =
                error is CancellationError || error as? TaskQueueError == .terminated
              #expect(isExpected, "\(error)")
              outcomes.append(false)
            }
          })
      }
      let (first, spins) = (Bool.random(using: &random), Int.random(in: 0..<3000, using: &random))
      try await onThread {
        for number in 0..<spins where number % 500 == 0 { source.raise(number) }
        if first { scope.end() }
        try queue.terminate()
        outcomes.wait(forCount: count)
      }
      scope.end()
    }
  }
}
