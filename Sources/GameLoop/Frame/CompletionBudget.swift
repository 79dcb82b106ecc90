import TaskQueues

/// How much of what completed one frame may take in.
public nonisolated struct CompletionBudget: Sendable {
  /// Where a drain stops early. What is left keeps its order and comes first in the next frame.
  public var limit: DispatchBudget
  /// A completion that has waited for this many frames runs whatever the limit says.
  public var mostFramesToWait: Int

  public init(_ limit: DispatchBudget, mostFramesToWait: Int = 10) {
    precondition(
      mostFramesToWait > 0, "a completion waits for at least 1 frame, not \(mostFramesToWait)")
    self.limit = limit
    self.mostFramesToWait = mostFramesToWait
  }

  /// Four milliseconds, a quarter of a frame at 60 Hz.
  public static let `default` = CompletionBudget(.time(.milliseconds(4)))
  public static let all = CompletionBudget(.all)
}

/// Drains the completion port once a frame, within a budget, and sees to it that nothing waits too long.
nonisolated struct CompletionDrain: Sendable {
  private let budget: CompletionBudget
  /// For each of the last frames, how many completions had ever become ready when its drain began.
  private var marks: [UInt]
  private var frame = 0

  /// How many completions have run.
  private(set) var completed = 0

  init(budget: CompletionBudget) {
    self.budget = budget
    marks = Array(repeating: 0, count: budget.mostFramesToWait)
  }

  mutating func drain(_ queue: TaskQueue) {
    let (madeReady, taken) = queue.progress(of: .completion)
    let slot = frame % marks.count
    let overdue = marks[slot] > taken ? Int(marks[slot] - taken) : 0
    marks[slot] = madeReady
    frame += 1
    completed += queue.dispatchAll(.completion, budget: budget.limit, atLeast: max(1, overdue))
  }
}
