import CBenchmarks
import Dispatch
import TaskQueues

/// What a task of the main actor pays to have something done elsewhere and to go on with the result. The main
/// thread drains what comes back without a pause, as a frame would that has nothing else to do.
@MainActor
enum AwaitRun {
  nonisolated static var cases: [Case] { [onOneThread, onAJobThread] }

  /// The main thread dispatches the work port, too; the task is resumed in the same drain.
  private nonisolated static var onOneThread: Case {
    Case("await a run, one thread", operations: 20_000, .below(.swift)) {
      let queue = TaskQueue(work: .manual, completion: .manual)
      return [ours(queue) { queue.dispatchAll(.work) }] + baselines
    }
  }

  private nonisolated static var onAJobThread: Case {
    Case("await a run, job thread", operations: 20_000, .below(.swift)) {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let threads = JobThreads(dispatching: queue, count: 1)
      return [ours(queue) {}.ending(threads, of: queue)] + baselines
    }
  }

  private nonisolated static func ours(
    _ queue: TaskQueue, dispatchWork: @escaping @MainActor () -> Void
  ) -> Contender {
    onMainActor(.ours) { operations in
      var isDone = false
      Task.immediate {
        for _ in 0..<operations { try await queue.run { cbenchmarks_callback(nil, false) } }
        isDone = true
      }
      while !isDone {
        dispatchWork()
        MainActorTurn.run { _ = queue.dispatchAll(.completion) }
      }
    }
  }

  private nonisolated static var baselines: [Contender] {
    [
      onMainActor(.swift) { operations in
        let calls = Calls(left: operations)
        calls.nextBySwift()
        while calls.left > 0 { cbenchmarks_run_main_queue() }
      },
      onMainActor(.libdispatch) { operations in
        let calls = Calls(left: operations)
        calls.nextByLibdispatch()
        while calls.left > 0 { cbenchmarks_run_main_queue() }
      },
    ]
  }

  /// One call after the other, each begun when the one before has come back.
  @MainActor
  private final class Calls {
    private(set) var left: Int

    init(left: Int) { self.left = left }

    func nextBySwift() {
      Task.detached {
        cbenchmarks_callback(nil, false)
        await MainActor.run {
          self.left -= 1
          if self.left > 0 { self.nextBySwift() }
        }
      }
    }

    func nextByLibdispatch() {
      DispatchQueue.global().async {
        cbenchmarks_callback(nil, false)
        DispatchQueue.main.async {
          self.left -= 1
          if self.left > 0 { self.nextByLibdispatch() }
        }
      }
    }
  }

  /// Cases are measured on the main thread, which nobody else runs the main actor on.
  private nonisolated static func onMainActor(
    _ column: Column, _ body: @escaping @MainActor (_ operations: Int) -> Void
  ) -> Contender {
    .timed(column) { operations in MainActor.assumeIsolated { body(operations) } }
  }
}
