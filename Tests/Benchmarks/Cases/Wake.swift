import Dispatch
import Glibc
import Synchronization
import TaskQueues

/// From the submission to the callback, while the thread that runs it is asleep.
enum Wake {
  static var ofAJobThread: Case {
    let goal = Goal.atMost(1.2, times: .mutex)
    return Case(
      "wake of a job thread", operations: 400, rows: [Row("p50", [goal]), Row("p99", [goal])]
    ) {
      [ours, condition, semaphore]
    }
  }

  private static var ours: Contender {
    let stamp = Stamp()
    let queue = TaskQueue(work: .manual, completion: .manual)
    let threads = JobThreads(dispatching: queue, count: 1)
    let contender = Contender(.ours) { repetition in
      latencies(repetition, stamp) { try! queue.submit(to: .work) { _ in stamp.set() } }
    }
    return contender.ending(threads, of: queue)
  }

  /// A bare condition variable.
  private static var condition: Contender {
    let stamp = Stamp()
    let queue = MutexQueue()
    return Contender(.mutex) { repetition in
      let threads = Consumers(1, of: queue)
      defer { threads.end() }
      return latencies(repetition, stamp) { queue.pushAndSignal { _ in stamp.set() } }
    }
  }

  private static var semaphore: Contender {
    let stamp = Stamp()
    let semaphore = DispatchSemaphore(value: 0)
    return Contender(.libdispatch) { repetition in
      let rounds = repetition.operations
      let thread = RunningThread {
        for _ in 0..<rounds {
          semaphore.wait()
          stamp.set()
        }
      }
      defer { thread.join() }
      return latencies(repetition, stamp) { semaphore.signal() }
    }
  }

  /// Between two wake-ups both threads sleep, long enough for a processor to do so, too.
  private static func latencies(
    _ repetition: Repetition, _ stamp: Stamp, _ wake: () -> Void
  ) -> [Double] {
    var latencies: [Double] = []
    latencies.reserveCapacity(repetition.operations)
    _ = repetition.time {
      for _ in 0..<repetition.operations {
        stamp.clear()
        sleep(nanoseconds: 100_000)
        let start = now()
        wake()
        latencies.append(Double(stamp.wait() - start))
      }
    }
    return [latencies.percentile(50)!, latencies.percentile(99)!]
  }
}

/// When something happened on another thread.
private final class Stamp: Sendable {
  private let time = Atomic<Int64>(0)

  func clear() { time.store(0, ordering: .relaxed) }  // relaxed: handed over by whatever wakes
  func set() { time.store(now(), ordering: .releasing) }

  /// Asleep: the thread that is to wake may need this processor.
  func wait() -> Int64 {
    while true {
      sleep(nanoseconds: 50_000)
      let time = time.load(ordering: .acquiring)
      if time != 0 { return time }
    }
  }
}
