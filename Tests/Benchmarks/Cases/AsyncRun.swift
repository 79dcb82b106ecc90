import CBenchmarks
import TaskQueues

/// A typed async call on manual ports, there and back on one thread.
enum AsyncRun {
  static var cases: [Case] {
    [withoutCompletion, withCompletion]
  }

  private static var withoutCompletion: Case {
    Case(
      "async run", operations: 50_000, .atMost(nanoseconds: 250), .allocations(atMost: 1)
    ) {
      let queue = TaskQueue(work: .manual, completion: .manual)
      return [
        .timed(.ours) { operations in
          for _ in 0..<operations {
            let block = try queue.run { (_: AsyncBlock<Int>) in
              cbenchmarks_callback(nil, false)
              return 1
            }
            queue.dispatch(.work)
            precondition(block.status == .succeeded)
          }
        }
      ]
    }
  }

  private static var withCompletion: Case {
    Case(
      "async run with completion", operations: 50_000, .atMost(nanoseconds: 250),
      .allocations(atMost: 1)
    ) {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let ring = Ring(capacity: 1024)
      return [
        .timed(.ours, callbacks: 2) { operations in
          for _ in 0..<operations {
            try queue.run { (_: AsyncBlock<Int>) in
              cbenchmarks_callback(nil, false)
              return 1
            } completion: { result in
              cbenchmarks_callback(nil, (try? result.get()) != 1)
            }
            queue.dispatch(.work)
            queue.dispatch(.completion)
          }
        },
        // There and back, without a result.
        .timed(.ring, callbacks: 2) { operations in
          for _ in 0..<(2 * operations) {
            _ = ring.push(cbenchmarks_callback, nil)
            _ = ring.callNext()
          }
        },
      ]
    }
  }
}
