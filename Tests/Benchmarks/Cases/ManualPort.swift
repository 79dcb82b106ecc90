import CBenchmarks
import Dispatch
import TaskQueues

/// One thread submits and dispatches.
enum ManualPort {
  static var cases: [Case] {
    [
      oneAtATime(.function), oneAtATime(.closure),
      batches(.function, .one), batches(.function, .all), batches(.closure, .all),
      emptyPort, frame,
    ]
  }

  /// What is submitted.
  private enum Kind: String {
    case function = "C function"
    case closure
  }

  /// How a batch is dispatched.
  private enum Way: String {
    case one = "dispatch"
    case all = "dispatchAll"
  }

  private static func oneAtATime(_ kind: Kind) -> Case {
    Case(
      "submit and dispatch one, \(kind.rawValue)", operations: 200_000,
      .atMost(3, times: .ring), .allocations(atMost: 0)
    ) {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let ring = Ring(capacity: 1024)
      let mutexQueue = MutexQueue()
      let dispatchQueue = DispatchQueue(label: "serial")
      return [
        .timed(.ours) { operations in
          switch kind {
          case .function:
            for _ in 0..<operations {
              try queue.submit(to: .work, cbenchmarks_callback, nil)
              queue.dispatch(.work)
            }
          case .closure:
            for _ in 0..<operations {
              try queue.submit(to: .work) { cancelled in cbenchmarks_callback(nil, cancelled) }
              queue.dispatch(.work)
            }
          }
        },
        .timed(.ring) { operations in
          for _ in 0..<operations {
            _ = ring.push(cbenchmarks_callback, nil)
            _ = ring.callNext()
          }
        },
        .timed(.mutex) { operations in
          for _ in 0..<operations {
            mutexQueue.push { cancelled in cbenchmarks_callback(nil, cancelled) }
            _ = mutexQueue.callNext()
          }
        },
        .timed(.libdispatch) { operations in
          for _ in 0..<operations { dispatchQueue.sync { cbenchmarks_callback(nil, false) } }
        },
      ]
    }
  }

  private static func batches(_ kind: Kind, _ way: Way) -> Case {
    let size = 1024
    return Case(
      "batches of \(size), \(kind.rawValue), \(way.rawValue)", operations: 200 * size,
      .atMost(1.5, times: .ring), .allocations(atMost: 0)
    ) {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let ours = Contender.timed(.ours) { operations in
        for batch in Batches(of: operations, size: size) {
          try submit(kind, batch, to: queue)
          switch way {
          case .one: while queue.dispatch(.work) {}
          case .all: while queue.dispatchAll(.work) > 0 {}
          }
        }
      }
      return [ours] + baselines(size: size)
    }
  }

  private static func submit(_ kind: Kind, _ count: Int, to queue: TaskQueue) throws {
    switch kind {
    case .function:
      for _ in 0..<count { try queue.submit(to: .work, cbenchmarks_callback, nil) }
    case .closure:
      for _ in 0..<count {
        try queue.submit(to: .work) { cancelled in cbenchmarks_callback(nil, cancelled) }
      }
    }
  }

  /// The baselines take in so many callbacks and then run them until they are empty.
  private static func baselines(size: Int) -> [Contender] {
    let ring = Ring(capacity: 1024)
    let mutexQueue = MutexQueue()
    let dispatchQueue = DispatchQueue(label: "serial")
    let block = callingBlock
    return [
      .timed(.ring) { operations in
        for batch in Batches(of: operations, size: size) {
          for _ in 0..<batch { _ = ring.push(cbenchmarks_callback, nil) }
          while ring.callNext() {}
        }
      },
      .timed(.mutex) { operations in
        for batch in Batches(of: operations, size: size) {
          for _ in 0..<batch {
            mutexQueue.push { cancelled in cbenchmarks_callback(nil, cancelled) }
          }
          while mutexQueue.callNext() {}
        }
      },
      .timed(.libdispatch) { operations in
        for batch in Batches(of: operations, size: size) {
          dispatchQueue.suspend()
          for _ in 0..<batch { dispatchQueue.async(execute: block) }
          dispatchQueue.resume()
          dispatchQueue.sync {}
        }
      },
    ]
  }

  private static var emptyPort: Case {
    Case("dispatch of an empty port", operations: 1_000_000, .atMost(nanoseconds: 5)) {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let ring = Ring(capacity: 1024)
      let mutexQueue = MutexQueue()
      return [
        .timed(.ours, callbacks: 0) { for _ in 0..<$0 { queue.dispatch(.work) } },
        .timed(.ring, callbacks: 0) { for _ in 0..<$0 { _ = ring.callNext() } },
        .timed(.mutex, callbacks: 0) { for _ in 0..<$0 { _ = mutexQueue.callNext() } },
      ]
    }
  }

  private static var frame: Case {
    let size = 16
    return Case(
      "a frame: \(size) submitted and dispatched", operations: 20_000, .atMost(nanoseconds: 1000),
      .allocations(atMost: 0)
    ) {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let ours = Contender.timed(.ours, callbacks: size) { frames in
        for _ in 0..<frames {
          try submit(.closure, size, to: queue)
          while queue.dispatchAll(.work) > 0 {}
        }
      }
      // A frame of the baselines is a batch of that size: its time is the time of all its callbacks.
      return [ours]
        + baselines(size: size).map { baseline in
          Contender(baseline.column) { repetition in
            let callbacks = Repetition(
              operations: repetition.operations * size, countsAllocations: false)
            return try baseline.measure(callbacks).map { $0 * Double(size) }
          }
        }
    }
  }
}

/// The sizes of the batches that make up a number of operations.
private struct Batches: Sequence, IteratorProtocol {
  private var left: Int
  private let size: Int

  init(of operations: Int, size: Int) {
    left = operations
    self.size = size
  }

  mutating func next() -> Int? {
    let batch = Swift.min(left, size)
    left -= batch
    return batch == 0 ? nil : batch
  }
}
