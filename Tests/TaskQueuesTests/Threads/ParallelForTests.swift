import Synchronization
import TestSupport
import Testing

@testable import TaskQueues

@Suite(.patience) struct ParallelForTests {
  @Test(
    arguments: [0, 1, 2, 7, 64, 1000, 4099], [1, 2, 3, 64, 1000, 5000])
  func `every index is done exactly once`(count: Int, grain: Int) async throws {
    let counts = try await withJobThreads(2) { jobs, _ in
      let visits = Visits(count)
      jobs.parallelFor(count: count, grain: grain) { visits.visit($0) }
      return visits.counts
    }
    #expect(counts == Array(repeating: 1, count: count))
  }

  @Test func `chunks have the length of the grain, the last one what is left`() async throws {
    let chunks = try await withJobThreads(2) { jobs, _ in
      let chunks = Log<Range<Int>>()
      jobs.parallelFor(count: 10, grain: 4) { chunks.append($0) }
      return chunks.entries
    }
    #expect(chunks.sorted { $0.lowerBound < $1.lowerBound } == [0..<4, 4..<8, 8..<10])
  }

  @Test func `numbers as large as there are do not overflow`() async throws {
    let chunks = try await withJobThreads(1) { jobs, _ in
      let chunks = Log<Range<Int>>()
      jobs.parallelFor(count: .max, grain: .max - 1) { chunks.append($0) }
      return chunks.entries
    }
    #expect(Set(chunks) == [0..<(.max - 1), (.max - 1)..<(.max)])
  }

  @Test func `the job threads and the caller work side by side`() async throws {
    let done = try await withJobThreads(2) { jobs, _ in
      let here = Log<Range<Int>>()
      jobs.parallelFor(count: 3, grain: 1) {
        here.append($0)
        here.wait(forCount: 3)
      }
      return here.entries.count
    }
    #expect(done == 3)
  }

  @Test func `a call sees what the chunks of the one before have written`() async throws {
    let counts = try await withJobThreads(2) { jobs, _ in
      let visits = Visits(1000)
      for _ in 1...200 { jobs.parallelFor(count: 1000, grain: 10) { visits.visit($0) } }
      return visits.counts
    }
    #expect(counts.allSatisfy { $0 == 200 })
  }

  @Test func `a chunk may call parallelFor, on any thread`() async throws {
    let counts = try await withJobThreads(2) { jobs, _ in
      let visits = Visits(20 * 20 * 20)
      jobs.parallelFor(count: 20, grain: 1) { outer in
        jobs.parallelFor(count: 20, grain: 3) { middle in
          for middle in middle {
            let first = (outer.lowerBound * 20 + middle) * 20
            jobs.parallelFor(count: 20, grain: 6) { inner in
              visits.visit((first + inner.lowerBound)..<(first + inner.upperBound))
            }
          }
        }
      }
      return visits.counts
    }
    #expect(counts.allSatisfy { $0 == 1 })
  }

  @Test func `several threads may call at once, more than there are slots`() async throws {
    let counts = try await withJobThreads(2) { jobs, _ in
      let visits = Visits(100 * 50)
      let here = Log<Int>()
      inParallel(100) { thread in
        jobs.parallelFor(count: 50, grain: 5) { range in
          if range.lowerBound == 0 {
            here.append(thread)
            here.wait(forCount: 100)
          }
          visits.visit((thread * 50 + range.lowerBound)..<(thread * 50 + range.upperBound))
        }
      }
      return visits.counts
    }
    #expect(counts.allSatisfy { $0 == 1 })
  }

  /// The only job thread is inside a callback until the call has returned.
  @Test func `job threads that are busy are not waited for`() async throws {
    let counts = try await withJobThreads(1) { jobs, queue in
      let gate = Gate()
      try queue.submit(to: .work) { gate.wait() }
      let visits = Visits(100)
      jobs.parallelFor(count: 100, grain: 1) { visits.visit($0) }
      gate.open()
      return visits.counts
    }
    #expect(counts.allSatisfy { $0 == 1 })
  }

  @Test func `helpers do not pile up while all job threads are busy`() async throws {
    let ready = try await withJobThreads(2) { jobs, queue in
      let gate = Gate()
      let busy = Log<Int>()
      for thread in 1...2 {
        try queue.submit(to: .work) {
          busy.append(thread)
          gate.wait()
        }
      }
      busy.wait(forCount: 2)
      let before = queue.progress(of: .work).madeReady
      for _ in 1...1000 { jobs.parallelFor(count: 10, grain: 1) { _ in } }
      defer { gate.open() }
      return queue.progress(of: .work).madeReady - before
    }
    #expect(ready == 2)
  }

  /// No job thread is there to help the first call; the helpers of it come to the second.
  @Test func `a helper that comes late works on the call it finds`() throws {
    let threads = SteppedThreads()
    let queue = TaskQueue(
      work: .manual, completion: .manual, environment: threads.environment())
    let jobs = JobThreads(dispatching: queue, count: 1)
    let order = Log<String>()
    jobs.parallelFor(count: 2, grain: 1) { _ in order.append("first") }
    jobs.parallelFor(count: 3, grain: 1) { range in
      order.append("second \(range.lowerBound)")
      if range.lowerBound == 0 {
        threads.step()
        order.append("helped")
      }
    }
    #expect(order.entries == ["first", "first", "second 0", "second 1", "second 2", "helped"])
    #expect(queue.isEmpty(.work))
    try queue.terminate()
    threads.runUntilIdle()
  }

  @Test func `a helper that finds no call leaves`() throws {
    let threads = SteppedThreads()
    let queue = TaskQueue(
      work: .manual, completion: .manual, environment: threads.environment())
    let jobs = JobThreads(dispatching: queue, count: 1)
    let visits = Visits(2)
    jobs.parallelFor(count: 2, grain: 1) { visits.visit($0) }
    #expect(threads.step() == .ran)
    #expect(visits.counts == [1, 1])
    try queue.terminate()
    threads.runUntilIdle()
  }

  @Test func `where the queue is terminated the caller does everything`() async throws {
    let counts = try await onThread {
      let queue = TaskQueue(work: .manual, completion: .immediate)
      let jobs = JobThreads(dispatching: queue, count: 2)
      try queue.terminate(wait: true)
      let visits = Visits(100)
      let caller = SystemThread.current
      jobs.parallelFor(count: 100, grain: 1) { range in
        if SystemThread.current == caller { visits.visit(range) }
      }
      jobs.join()
      return visits.counts
    }
    #expect(counts.allSatisfy { $0 == 1 })
  }

  @Test func `a termination in the middle of a call leaves nothing out`() async throws {
    let counts = try await onThread {
      let queue = TaskQueue(work: .manual, completion: .immediate)
      let jobs = JobThreads(dispatching: queue, count: 2)
      let visits = Visits(100)
      jobs.parallelFor(count: 100, grain: 1) { range in
        if range.contains(10) { try! queue.terminate() }
        visits.visit(range)
      }
      jobs.join()
      return visits.counts
    }
    #expect(counts.allSatisfy { $0 == 1 })
  }

  @Test(arguments: [DispatchMode.threadPool, .serializedThreadPool, .immediate])
  func `the pool helps where it dispatches the work port`(mode: DispatchMode) async throws {
    let counts = try await withJobThreads(2, mode: mode) { jobs, _ in
      let visits = Visits(1000)
      jobs.parallelFor(count: 1000, grain: 10) { visits.visit($0) }
      return visits.counts
    }
    #expect(counts.allSatisfy { $0 == 1 })
  }

  @Test func `a chunk of nothing is a mistake`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let queue = TaskQueue(work: .manual, completion: .manual)
      JobThreads(dispatching: queue, count: 1).parallelFor(count: 1, grain: 0) { _ in }
    }
    #expect(result.says("grain is 1 or more"))
  }

  @Test func `stress: calls of many threads, nested or not, beside other work`() async throws {
    var random = SeededRandom.forStress()
    let plans = (0..<4).map { _ in
      (0..<300).map { _ in
        (
          count: Int.random(in: 0...300, using: &random),
          grain: Int.random(in: 1...40, using: &random),
          isNested: Int.random(in: 0..<4, using: &random) == 0
        )
      }
    }
    let wrong = try await withJobThreads(3) { jobs, queue in
      let wrong = Atomic(0)
      inParallel(4) { thread in
        for plan in plans[thread] {
          try! queue.submit(to: .work) {}
          let visits = Visits(plan.count)
          jobs.parallelFor(count: plan.count, grain: plan.grain) { range in
            guard plan.isNested else { return visits.visit(range) }
            jobs.parallelFor(count: range.count, grain: 3) { inner in
              visits.visit(
                (range.lowerBound + inner.lowerBound)..<(range.lowerBound + inner.upperBound))
            }
          }
          if !visits.counts.allSatisfy({ $0 == 1 }) { wrong.add(1, ordering: .relaxed) }
        }
      }
      return wrong.load(ordering: .relaxed)
    }
    #expect(wrong == 0)
  }

  private func withJobThreads<R: Sendable>(
    _ count: Int, mode: DispatchMode = .manual,
    _ body: @escaping @Sendable (JobThreads, TaskQueue) throws -> R
  ) async throws -> R {
    try await onThread {
      let queue = TaskQueue(work: mode, completion: .immediate, environment: .own)
      let jobs = JobThreads(dispatching: queue, count: count)
      let result = try body(jobs, queue)
      try queue.terminate(wait: true)
      jobs.join()
      return result
    }
  }
}

/// How often each index was visited. Not atomic: the sanitizer sees whether the calls order what they do.
// @unchecked: who visits a range has it alone.
private final class Visits: @unchecked Sendable {
  private let numbers: UnsafeMutableBufferPointer<Int>

  init(_ count: Int) {
    numbers = .allocate(capacity: count)
    numbers.initialize(repeating: 0)
  }

  deinit { numbers.deallocate() }

  var counts: [Int] { Array(numbers) }

  func visit(_ range: Range<Int>) {
    for index in range { numbers[index] += 1 }
  }
}
