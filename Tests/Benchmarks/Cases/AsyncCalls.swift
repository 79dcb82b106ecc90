import CBenchmarks
import Dispatch
import TaskQueues

/// Async calls, there and back.
enum AsyncCalls {
  static var cases: [Case] {
    [statusOnly, withCompletion, provider, withAJobThread.separatingThreads, memory]
  }

  /// A call whose end is looked at.
  private static var statusOnly: Case {
    Case(
      "async run, status only", operations: 100_000, .atMost(nanoseconds: 250),
      .allocations(atMost: 1)
    ) {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let dispatchQueue = DispatchQueue(label: "serial")
      return [
        .timed(.ours) { operations in
          for _ in 0..<operations {
            let block = try queue.run { _ in cbenchmarks_callback(nil, false) }
            queue.dispatch(.work)
            precondition(block.status == .succeeded)
          }
        },
        // A work item can be waited for and cancelled, too.
        .timed(.libdispatch) { operations in
          for _ in 0..<operations {
            let item = DispatchWorkItem { cbenchmarks_callback(nil, false) }
            dispatchQueue.async(execute: item)
            item.wait()
          }
        },
      ]
    }
  }

  private static var withCompletion: Case {
    Case(
      "async run with completion", operations: 100_000, .atMost(nanoseconds: 250),
      .allocations(atMost: 1)
    ) {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let ring = Ring(capacity: 1024)
      let work = DispatchQueue(label: "work")
      let completion = DispatchQueue(label: "completion")
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
        .timed(.libdispatch, callbacks: 2) { operations in
          for _ in 0..<operations {
            work.sync { cbenchmarks_callback(nil, false) }
            completion.sync { cbenchmarks_callback(nil, false) }
          }
        },
      ]
    }
  }

  /// Begin, DoWork, the result of eight bytes, Cleanup.
  private static var provider: Case {
    Case(
      "async provider, 8-byte result", operations: 100_000, .atMost(nanoseconds: 400),
      .allocations(atMost: 1)
    ) {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let dispatchQueue = DispatchQueue(label: "serial")
      return [
        .timed(.ours, callbacks: 2) { operations in
          for number in 0..<operations {
            let block = try queue.begin(Doubled(number: UInt64(number)))
            queue.dispatch(.work)
            guard case .success(let double) = block.result else { preconditionFailure("no result") }
            precondition(double == UInt64(2 * number))
          }
        },
        .timed(.libdispatch, callbacks: 2) { operations in
          for number in 0..<operations {
            let double = dispatchQueue.sync {
              cbenchmarks_callback(nil, false)
              return 2 * UInt64(number)
            }
            dispatchQueue.sync { cbenchmarks_callback(nil, false) }
            precondition(double == UInt64(2 * number))
          }
        },
      ]
    }
  }

  private struct Doubled: AsyncProvider {
    let number: UInt64

    func doWork(_ call: AsyncCall<UInt64>) -> AsyncProgress<UInt64> {
      cbenchmarks_callback(nil, false)
      return .completed(2 * number)
    }

    func cleanup() { cbenchmarks_callback(nil, false) }
  }

  /// As in a game: each frame begins 256 calls and takes in what has completed.
  private static var withAJobThread: Case {
    Case(
      "async run, 1 job thread, frames of 256", operations: 200 * 256, .atMost(nanoseconds: 300),
      .allocations(atMost: 1)
    ) {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let threads = JobThreads(dispatching: queue, count: 1)
      let work = DispatchQueue(label: "work")
      let completion = DispatchQueue(label: "completion")
      return [
        Contender.timed(.ours, callbacks: 2) { operations in
          var outstanding = 0
          for _ in 0..<(operations / 256) {
            for _ in 0..<256 {
              try queue.run { _ in
                cbenchmarks_callback(nil, false)
              } completion: { _ in
                cbenchmarks_callback(nil, false)
              }
            }
            outstanding += 256
            outstanding -= queue.dispatchAll(.completion)
            // So far behind no game gets.
            while outstanding > 4096 && queue.dispatch(.completion, timeout: nil) {
              outstanding -= 1
            }
          }
          while outstanding > 0 && queue.dispatch(.completion, timeout: nil) { outstanding -= 1 }
        }.ending(threads, of: queue),
        .timed(.libdispatch, callbacks: 2) { operations in
          for _ in 0..<(operations / 256) {
            for _ in 0..<256 {
              work.async {
                cbenchmarks_callback(nil, false)
                completion.async { cbenchmarks_callback(nil, false) }
              }
            }
            completion.sync {}
          }
          work.sync {}
          completion.sync {}
        },
      ]
    }
  }

  /// A million calls leave the memory where it was.
  private static var memory: Case {
    Case(
      "async calls, bytes kept by a million", operations: 1_000_000,
      rows: [Row("", unit: .count, [.atMost(count: 65_536)])], isLong: true
    ) {
      let queue = TaskQueue(work: .manual, completion: .manual)
      return [
        Contender(.ours) { repetition in
          let before = cbenchmarks_bytes_in_use()
          for number in 0..<repetition.operations {
            let block = try queue.run { (_: AsyncBlock<Int>) in
              1
            } completion: { _ in
            }
            if number % 3 == 0 { block.cancel() }
            queue.dispatch(.work)
            queue.dispatch(.completion)
          }
          return [Double(max(0, cbenchmarks_bytes_in_use() - before))]
        }
      ]
    }
  }
}
