import CBenchmarks
import Dispatch
import TaskQueues

/// Empty callbacks through the thread pool.
enum ThreadPools {
  static var cases: [Case] {
    [
      Case(
        "thread pool", operations: 1_000_000, .atMost(nanoseconds: 200), .below(.libdispatch)
      ) {
        [ours(.threadPool), mutex(threads: 2), libdispatch(.global())]
      },
      Case("serialized thread pool", operations: 1_000_000, .atMost(nanoseconds: 100)) {
        [
          ours(.serializedThreadPool), mutex(threads: 1),
          libdispatch(DispatchQueue(label: "serial")),
        ]
      },
    ].map(\.separatingThreads)
  }

  private static func ours(_ mode: DispatchMode) -> Contender {
    let queue = TaskQueue(work: mode, completion: .manual)
    return .timed(.ours) { operations in
      produce(operations) { count in
        for _ in 0..<count { try! queue.submit(to: .work, cbenchmarks_callback, nil) }
      }
    }
  }

  private static func mutex(threads count: Int) -> Contender {
    let queue = MutexQueue()
    return Contender(.mutex) { repetition in
      let threads = Consumers(count, of: queue)
      defer { threads.end() }
      let time = repetition.time {
        produce(repetition.operations) { count in
          for _ in 0..<count {
            queue.pushAndSignal { cancelled in cbenchmarks_callback(nil, cancelled) }
          }
        }
      }
      return [time]
    }
  }

  private static func libdispatch(_ queue: DispatchQueue) -> Contender {
    .timed(.libdispatch) { operations in
      let block = callingBlock
      produce(operations) { count in
        for _ in 0..<count { queue.async(execute: block) }
      }
    }
  }
}
