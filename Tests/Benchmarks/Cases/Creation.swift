import Dispatch
import TaskQueues

/// Making a queue and letting go of it.
enum Creation {
  static var cases: [Case] { [ofAQueue, ofAComposite] }

  private static var ofAComposite: Case {
    Case(
      "create and close a composite queue", operations: 20_000, .atMost(nanoseconds: 300)
    ) {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let (work, completion) = (queue.port(.work), queue.port(.completion))
      return [
        .timed(.ours, callbacks: 0) { operations in
          for _ in 0..<operations { keep(TaskQueue(work: work, completion: completion)) }
        },
        .timed(.libdispatch, callbacks: 0) { operations in
          let target = DispatchQueue(label: "target")
          for _ in 0..<operations { keep(DispatchQueue(label: "serial", target: target)) }
        },
      ]
    }
  }

  private static var ofAQueue: Case {
    Case(
      "create and close a queue", operations: 20_000, .atMost(nanoseconds: 1000),
      .bytes(atMost: 2048)
    ) {
      [
        .timed(.ours, callbacks: 0) { operations in
          for _ in 0..<operations { keep(TaskQueue(work: .manual, completion: .manual)) }
        },
        .timed(.mutex, callbacks: 0) { operations in
          for _ in 0..<operations { keep(MutexQueue()) }
        },
        .timed(.libdispatch, callbacks: 0) { operations in
          for _ in 0..<operations { keep(DispatchQueue(label: "serial")) }
        },
      ]
    }
  }

  /// Whoever calls this has to have made the object.
  @inline(never)
  private static func keep(_ object: AnyObject) { withExtendedLifetime(object) {} }
}
