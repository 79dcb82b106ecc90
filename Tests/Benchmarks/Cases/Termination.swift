import CBenchmarks
import TaskQueues

/// The end of a queue that still holds callbacks: each of them runs cancelled.
enum Termination {
  static var cases: [Case] {
    [manual, delayed]
  }

  private static let pending = 100_000

  private static var manual: Case {
    Case("terminate, each pending callback", operations: pending, .atMost(nanoseconds: 60)) {
      let ring = Ring(capacity: 1 << 17)
      let mutexQueue = MutexQueue()
      return [
        ours(after: .zero),
        Contender(.ring) { repetition in
          for _ in 0..<repetition.operations { _ = ring.push(cbenchmarks_callback, nil) }
          return [repetition.time { while ring.callNext(cancelled: true) {} }]
        },
        Contender(.mutex) { repetition in
          for _ in 0..<repetition.operations {
            mutexQueue.push { cancelled in cbenchmarks_callback(nil, cancelled) }
          }
          return [repetition.time { while mutexQueue.callNext(cancelled: true) {} }]
        },
      ]
    }
  }

  private static var delayed: Case {
    Case("terminate, each delayed callback", operations: pending, .atMost(nanoseconds: 150)) {
      [ours(after: .seconds(3600))]
    }
  }

  private static func ours(after delay: Duration) -> Contender {
    Contender(.ours) { repetition in
      let queue = TaskQueue(work: .manual, completion: .manual)
      let expected = CallbackCount.now + Int64(repetition.operations)
      for _ in 0..<repetition.operations {
        try queue.submit(to: .work, after: delay, cbenchmarks_callback, nil)
      }
      let time = try repetition.time {
        try queue.terminate()
        while !queue.isTerminated(.completion) {
          queue.dispatchAll(.work)
          queue.dispatchAll(.completion)
        }
      }
      CallbackCount.check(is: expected)
      return [time]
    }
  }
}
