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
nonisolated struct CompletionDrain {
  private let budget: CompletionBudget
  /// For each of the last frames, how many completions had ever become ready when its drain began.
  private var marks: [UInt]
  private var frame = 0

  /// How much of the next drain's budget has been spent before it.
  private var early = (callbacks: 0, time: Duration.zero)
  /// Sees which completion takes longest.
  let watch: CallbackWatch

  /// How many completions have run.
  private(set) var completed = 0
  /// How many the last drain has run, with those before it, and how many it has left.
  private(set) var last = (ran: 0, left: 0)

  init(budget: CompletionBudget, watch: CallbackWatch) {
    self.budget = budget
    self.watch = watch
    marks = Array(repeating: 0, count: budget.mostFramesToWait)
  }

  mutating func drain(_ queue: TaskQueue) {
    let (madeReady, taken) = queue.progress(of: .completion)
    let slot = frame % marks.count
    let overdue = marks[slot] > taken ? Int(marks[slot] - taken) : 0
    marks[slot] = madeReady
    frame += 1
    let least = max(early.callbacks > 0 ? 0 : 1, overdue)
    let ran = dispatch(queue, until: .distantFuture, atLeast: least)
    completed += ran
    last.ran = early.callbacks + ran
    early = (0, .zero)
    let after = queue.progress(of: .completion)
    last.left = Int(clamping: after.madeReady &- after.taken)
  }

  /// Drains what comes until `end`, on the budget of the next drain: where a frame only waits for its end.
  ///
  /// Ends early where something is left that a callback of this may have submitted, which waits for the
  /// next drain.
  mutating func drainEarly(_ queue: TaskQueue, until end: Instant) {
    let clock = queue.environment.clock
    while !isBudgetSpent, clock.now < end, queue.waitForSome(on: .completion, until: end) {
      let ready = queue.progress(of: .completion).madeReady
      let begin = clock.now
      // What is due only when the time is over is the next drain's.
      guard begin < end else { return }
      let ran = dispatch(queue, until: end, atLeast: 0)
      early.callbacks += ran
      early.time += begin.duration(to: clock.now)
      completed += ran
      let after = queue.progress(of: .completion)
      if after.madeReady != ready || after.taken != ready { return }
    }
  }

  private var isBudgetSpent: Bool {
    if let most = budget.limit.mostCallbacks { return early.callbacks >= most }
    if let most = budget.limit.mostTime { return early.time >= most }
    return false
  }

  /// Runs what was ready when this began, within what is left of the budget.
  private func dispatch(_ queue: TaskQueue, until end: Instant, atLeast least: Int) -> Int {
    let most = budget.limit.mostCallbacks.map { max(0, $0 - early.callbacks) } ?? .max
    var end = end
    if let time = budget.limit.mostTime {
      end = min(end, queue.environment.clock.now.advanced(by: max(.zero, time - early.time)))
    }
    return queue.dispatchAll(
      .completion, atMost: most, until: end, atLeast: least, watchedBy: watch)
  }
}
