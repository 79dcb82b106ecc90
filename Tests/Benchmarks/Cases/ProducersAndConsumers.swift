import CBenchmarks
import Dispatch
import TaskQueues

/// Threads that submit, and job threads that wait for what they submit.
enum ProducersAndConsumers {
  static var cases: [Case] {
    [
      with(producers: 1, consumers: 1, operations: 1_000_000),
      with(producers: 2, consumers: 1, operations: 500_000),
      with(producers: 1, consumers: 2, operations: 500_000),
    ].map(\.separatingThreads)
  }

  private static func with(producers: Int, consumers: Int, operations: Int) -> Case {
    Case(
      "\(counted(producers, "producer")), \(counted(consumers, "job thread"))",
      operations: operations, .atMost(2, times: .ring), .allocations(atMost: 0)
    ) {
      [
        ours(producers, consumers), ring(producers, consumers), mutex(producers, consumers),
        libdispatch(producers, consumers),
      ]
    }
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  private static func ours(_ producers: Int, _ consumers: Int) -> Contender {
    let queue = TaskQueue(work: .manual, completion: .manual)
    let threads = JobThreads(dispatching: queue, count: consumers)
    let contender = Contender.timed(.ours) { operations in
      produce(operations, by: producers) { count in
        for _ in 0..<count { try! queue.submit(to: .work, cbenchmarks_callback, nil) }
      }
    }
    return contender.ending(threads, of: queue)
  }

  /// Bounded: its producers wait now and then until there is room.
  private static func ring(_ producers: Int, _ consumers: Int) -> Contender {
    let ring = Ring(capacity: 4096)
    return Contender(.ring) { repetition in
      let threads = Consumers(consumers, of: ring)
      defer { threads.end() }
      let time = repetition.time {
        produce(repetition.operations, by: producers) { count in
          for _ in 0..<count { ring.pushWaiting(cbenchmarks_callback, nil) }
        }
      }
      return [time]
    }
  }

  private static func mutex(_ producers: Int, _ consumers: Int) -> Contender {
    let queue = MutexQueue()
    return Contender(.mutex) { repetition in
      let threads = Consumers(consumers, of: queue)
      defer { threads.end() }
      let time = repetition.time {
        produce(repetition.operations, by: producers) { count in
          for _ in 0..<count {
            queue.pushAndSignal { cancelled in cbenchmarks_callback(nil, cancelled) }
          }
        }
      }
      return [time]
    }
  }

  private static func libdispatch(_ producers: Int, _ consumers: Int) -> Contender {
    let queue =
      consumers == 1 ? DispatchQueue(label: "serial") : DispatchQueue.global()
    return .timed(.libdispatch) { operations in
      let block = callingBlock
      produce(operations, by: producers) { count in
        for _ in 0..<count { queue.async(execute: block) }
      }
    }
  }
}
