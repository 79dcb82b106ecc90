import CBenchmarks
import Dispatch
import Glibc
import TaskQueues

/// Work that the job threads and the calling thread do together.
enum ParallelFor {
  static var cases: [Case] { [floats, empty] }

  private static let count = 1_000_000
  private static let grain = 32_768

  /// An operation is a pass over a million numbers.
  private static var floats: Case {
    Case(
      "parallelFor over 1 M floats", operations: 20, .atMost(1 / 1.9, times: .mutex),
      .allocations(atMost: 0)
    ) {
      let numbers = Numbers(count: count)
      let (queue, jobs) = jobThreads()
      let ours = Contender(.ours) { repetition in
        [
          repetition.time {
            for _ in 0..<repetition.operations {
              jobs.parallelFor(count: count, grain: grain) { numbers.work(on: $0) }
            }
          }
        ]
      }
      let alone = Contender(.mutex) { repetition in
        [
          repetition.time {
            for _ in 0..<repetition.operations { numbers.work(on: 0..<count) }
          }
        ]
      }
      let libdispatch = Contender(.libdispatch) { repetition in
        [
          repetition.time {
            for _ in 0..<repetition.operations {
              DispatchQueue.concurrentPerform(iterations: (count + grain - 1) / grain) { index in
                numbers.work(on: (index * grain)..<min(count, (index + 1) * grain))
              }
            }
          }
        ]
      }
      return [ours.ending(jobs, of: queue), alone, libdispatch]
    }
  }

  /// Two chunks with nothing to do in them.
  private static var empty: Case {
    Case(
      "parallelFor, empty", operations: 20_000, .atMost(nanoseconds: 3000),
      .allocations(atMost: 0)
    ) {
      let (queue, jobs) = jobThreads()
      let ours = Contender.timed(.ours, callbacks: 2) { operations in
        for _ in 0..<operations {
          jobs.parallelFor(count: 2, grain: 1) { _ in cbenchmarks_callback(nil, false) }
        }
      }
      let libdispatch = Contender.timed(.libdispatch, callbacks: 2) { operations in
        for _ in 0..<operations {
          DispatchQueue.concurrentPerform(iterations: 2) { _ in cbenchmarks_callback(nil, false) }
        }
      }
      return [ours.ending(jobs, of: queue), libdispatch]
    }
  }

  private static func jobThreads() -> (TaskQueue, JobThreads) {
    let queue = TaskQueue(work: .manual, completion: .manual)
    return (queue, JobThreads(dispatching: queue))
  }
}

/// Numbers with something to compute for each. @unchecked: each is written by who has its chunk.
private final class Numbers: @unchecked Sendable {
  private let floats: UnsafeMutableBufferPointer<Float>

  init(count: Int) {
    floats = .allocate(capacity: count)
    floats.initialize(repeating: 0.5)
  }

  deinit { floats.deallocate() }

  @inline(never)
  func work(on range: Range<Int>) {
    for index in range { floats[index] = (floats[index] * floats[index] + 1).squareRoot() * 0.5 }
  }
}
