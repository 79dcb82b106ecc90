import CLinux
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import TaskQueues

@Suite(.patience) struct JobThreadsTests {
  @Test func `job threads run work side by side`() async throws {
    try await onThread {
      let queue = TaskQueue(work: .manual, completion: .immediate)
      let jobs = JobThreads(dispatching: queue, count: 3)
      let here = Log<Int>()
      for number in 1...3 {
        try queue.submit(to: .work) {
          here.append(number)
          here.wait(forCount: 3)
        }
      }
      here.wait(forCount: 3)
      try queue.terminate(wait: true)
      jobs.join()
    }
  }

  @Test func `job threads bear their names`() async throws {
    let name = try await onThread {
      let queue = TaskQueue(work: .manual, completion: .immediate)
      let jobs = JobThreads(dispatching: queue, count: 1, name: "baker")
      let names = Log<String?>()
      try queue.submit(to: .work) {
        names.append(try? String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8))
      }
      names.wait(forCount: 1)
      try queue.terminate()
      jobs.join()
      return names.entries.first
    }
    #expect(name == "baker-1\n")
  }

  @Test(arguments: [(JobThreads.Priority.normal, Int32(0)), (.background, 10)])
  func `job threads are as nice to others as they are told to be`(
    priority: JobThreads.Priority, steps: Int32
  ) async throws {
    let (own, jobs) = try await onThread {
      let queue = TaskQueue(work: .manual, completion: .immediate)
      let jobs = JobThreads(dispatching: queue, count: 1, priority: priority)
      let niceness = Log<Int32>()
      try queue.submit(to: .work) { niceness.append(clinux_niceness()) }
      niceness.wait(forCount: 1)
      try queue.terminate()
      jobs.join()
      return (clinux_niceness(), niceness.entries[0])
    }
    #expect(jobs == min(own + steps, 19))
  }

  @Test(arguments: [
    ("job", 1, "job-1"), ("asset-loading", 7, "asset-loading-7"),
    ("asset-decompression", 12, "asset-decomp-12"), ("dekompressió", 10, "dekompressi-10"),
  ])
  func `a name that is too long loses letters and never its number`(
    word: String, number: Int, name: String
  ) {
    #expect(SystemThread.name(word, number: number) == name)
  }

  @Test(arguments: [DispatchMode.manual, .serializedThreadPool])
  func `job threads end when their queue has terminated, and let go of it`(mode: DispatchMode)
    async throws
  {
    try await onThread {
      weak var core: QueueCore?
      do {
        let queue = TaskQueue(work: mode, completion: .immediate, environment: .own)
        core = queue.core
        let jobs = JobThreads(dispatching: queue, count: 4)
        try queue.terminate()
        jobs.join()
      }
      if mode == .manual { #expect(core == nil) }
    }
  }

  @Test func `a call of join returns when the threads have ended, also where another is under way`()
    async throws
  {
    let early = try await onThread {
      let early = Atomic(0)
      for _ in 1...200 {
        let threads = CountedThreads()
        let queue = TaskQueue(
          work: .manual, completion: .immediate,
          environment: Environment(clock: SystemClock.shared, threads: threads))
        let jobs = JobThreads(dispatching: queue, count: 2)
        inParallel(4) { index in
          if index == 3 { try! queue.terminate() }
          jobs.join()
          if threads.ended < 2 { early.add(1, ordering: .relaxed) }
        }
      }
      return early.load(ordering: .relaxed)
    }
    #expect(early == 0)
  }

  @Test func `no job threads at all are a mistake`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = JobThreads(dispatching: TaskQueue(work: .manual, completion: .manual), count: 0)
    }
    #expect(result.says("give at least 1"))
  }

  @Test func `joining a job thread from itself is a mistake`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let jobs = JobThreads(dispatching: queue, count: 1)
      try queue.submit(to: .work) { jobs.join() }
      Gate().wait()
    }
    #expect(result.says("join it from another thread"))
  }

  /// The one that joins first waits for the thread that joins second.
  @Test func `joining a job thread from itself while another joins is a mistake, too`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let jobs = JobThreads(dispatching: queue, count: 2)
      inParallel(2) { index in
        if index == 0 { return jobs.join() }
        try! queue.submit(to: .work) { jobs.join() }
      }
    }
    #expect(result.says("join it from another thread"))
  }

  @Test func `a thread that has taken steps of a job thread may join it`() throws {
    let threads = SteppedThreads()
    let queue = TaskQueue(work: .manual, completion: .manual, environment: threads.environment())
    let jobs = JobThreads(dispatching: queue, count: 1)
    try queue.submit(to: .work) {}
    #expect(threads.step() == .ran)
    try queue.terminate()
    threads.runUntilIdle()
    jobs.join()
  }
}

/// Real threads that count how many of them have ended.
private final class CountedThreads: ThreadSource {
  private let count = Atomic(0)

  var ended: Int { count.load(ordering: .acquiring) }

  func start(_ worker: any Worker, name: String) -> @Sendable () -> Void {
    let thread = SystemThread(name: name) { [self] in
      while worker.step(mayBlock: true) != .finished {}
      count.add(1, ordering: .releasing)
    }
    return { thread.join() }
  }
}
