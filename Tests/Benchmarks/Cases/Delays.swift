import Dispatch
import TaskQueues

/// Many delayed callbacks at once, submitted in a shuffled order.
enum Delays {
  static var cases: [Case] {
    [
      Case(
        "10000 delays over 50 ms", operations: 10_000,
        rows: [
          Row("late p50", [.atMost(nanoseconds: 100_000)]),
          Row("late p99", [.atMost(nanoseconds: 1_000_000)]),
          Row("early or out of order", unit: .count, [.atMost(count: 0)]),
        ]
      ) {
        contenders(spacing: 5000) { delays in
          [delays.lateness(percent: 50), delays.lateness(percent: 99), Double(delays.violations)]
        }
      },
      Case(
        "10000 delays over 2 s", operations: 10_000,
        rows: [Row("processor time", [.atMost(nanoseconds: 5000)])], isLong: true
      ) {
        contenders(spacing: 200_000) { [$0.processorTime] }
      },
    ]
  }

  private static func contenders(
    spacing: Int64, figures: @escaping (DelayedBatch) -> [Double]
  ) -> [Contender] {
    func contender(
      _ column: Column, _ run: @escaping (DelayedBatch) throws -> Void
    ) -> Contender {
      Contender(column) { repetition in
        let batch = DelayedBatch(count: repetition.operations, spacing: spacing)
        _ = try repetition.time { try run(batch) }
        return figures(batch)
      }
    }

    let queue = TaskQueue(work: .manual, completion: .manual)
    let threads = JobThreads(dispatching: queue, count: 1)
    let ours = contender(.ours) { batch in
      try batch.run { delay, index in
        try queue.submit(to: .work, after: .nanoseconds(delay)) { _ in batch.ran(index) }
      }
    }

    let dispatchQueue = DispatchQueue(label: "serial")
    let libdispatch = contender(.libdispatch) { batch in
      batch.run { delay, index in
        dispatchQueue.asyncAfter(deadline: .now() + .nanoseconds(Int(delay))) { batch.ran(index) }
      }
    }
    return [ours.ending(threads, of: queue), contender(.mutex, sleepUntilDue), libdispatch]
  }

  /// One thread that knows all due times in advance and sleeps until each: the least that the system
  /// asks for.
  private static func sleepUntilDue(_ batch: DelayedBatch) {
    var dueTimes: [(due: Int64, index: Int)] = []
    var thread: RunningThread?
    batch.run { delay, index in
      dueTimes.append((now() + delay, index))
      if dueTimes.count < batch.count { return }
      let sorted = dueTimes.sorted { $0.due < $1.due }
      thread = RunningThread {
        for (due, index) in sorted {
          sleep(nanoseconds: due - now())
          batch.ran(index)
        }
      }
    }
    thread?.join()
  }
}
