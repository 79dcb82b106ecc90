import TaskQueues

/// The time of the game, which moves with its ticks, and waiting in it: `context.loop`.
///
///     try await loop.sleep(for: .seconds(2))
///     try await loop.ticks(3)
///
/// Game time follows the loop's clock as the ticks do: slower where the machine is too slow, by hand in
/// tests, and not at all while the game is paused. What waits goes on as a completion, in the completions
/// phase after the tick that ended its wait, in the order of the times and then of the calls.
public final class LoopTime {
  private struct Sleeper {
    let due: Duration
    let number: Int
    let suspension: Suspension
  }

  /// How much game time has passed.
  public private(set) var now = Duration.zero
  public let tickLength: Duration

  /// While this is set, game time stands still and nothing that waits in it goes on. `update` is still called,
  /// to see what ends the pause, and frames go on.
  public var isPaused = false

  private let queue: TaskQueue
  /// The first to go on comes last.
  private var sleepers: [Sleeper] = []
  private var lastNumber = 0
  private var hasEnded = false

  init(queue: TaskQueue, tickLength: Duration) {
    self.queue = queue
    self.tickLength = tickLength
  }

  /// Waits for so much game time.
  ///
  /// - Throws: if the task is cancelled, soon after that, or the loop ends.
  public func sleep(for duration: Duration) async throws(CancellationError) {
    try await sleep(until: now + duration)
  }

  /// Waits for so many ticks of game time.
  ///
  /// - Throws: if the task is cancelled, soon after that, or the loop ends.
  public func ticks(_ count: Int) async throws(CancellationError) {
    precondition(count >= 0, "a game does not go back: wait for 0 ticks or more, not \(count)")
    try await sleep(until: now + tickLength * count)
  }

  private func sleep(until due: Duration) async throws(CancellationError) {
    if hasEnded || Task.isCancelled { throw CancellationError() }
    lastNumber += 1
    let number = lastNumber
    let suspension = Suspension()
    if due <= now {
      suspension.resume(returning: true, onCompletionOf: queue)
    } else {
      insert(Sleeper(due: due, number: number, suspension: suspension))
    }
    let isDue = await suspension.wait(onCancel: { [queue] in
      suspension.resume(returning: false, onCompletionOf: queue)
    })
    if !isDue { sleepers.removeAll { $0.number == number } }
    if !isDue || Task.isCancelled { throw CancellationError() }
  }

  private func insert(_ sleeper: Sleeper) {
    let index = sleepers.firstIndex { $0.due <= sleeper.due } ?? sleepers.endIndex
    sleepers.insert(sleeper, at: index)
  }

  // MARK: For the loop

  /// A tick has been made.
  func tickEnded() {
    if isPaused { return }
    now += tickLength
    while let next = sleepers.last, next.due <= now {
      sleepers.removeLast()
      next.suspension.resume(returning: true, onCompletionOf: queue)
    }
  }

  /// There will be no more ticks.
  func end() {
    hasEnded = true
    while let next = sleepers.popLast() {
      next.suspension.resume(returning: false, onCompletionOf: queue)
    }
  }
}
