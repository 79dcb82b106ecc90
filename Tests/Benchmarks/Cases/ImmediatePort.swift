import CBenchmarks
import Dispatch
import TaskQueues

/// Callbacks that run before `submit` returns.
enum ImmediatePort {
  static var submitting: Case {
    Case(
      "immediate port", operations: 500_000, .atMost(nanoseconds: 15), .allocations(atMost: 0)
    ) {
      let queue = TaskQueue(work: .immediate, completion: .manual)
      let dispatchQueue = DispatchQueue(label: "serial")
      return [
        .timed(.ours) { operations in
          for _ in 0..<operations { try queue.submit(to: .work, cbenchmarks_callback, nil) }
        },
        .timed(.libdispatch) { operations in
          for _ in 0..<operations { dispatchQueue.sync { cbenchmarks_callback(nil, false) } }
        },
      ]
    }
  }
}
