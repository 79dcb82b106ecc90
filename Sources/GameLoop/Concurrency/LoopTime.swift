import TaskQueues

/// The time of the game, which moves with its ticks, and waiting in it: `context.loop`.
///
///     try await loop.sleep(for: .seconds(2))
///     try await loop.ticks(3)
///
///     loop.speed = 0.25       // slow motion
///     loop.isPaused = true
///     loop.step()             // one tick, and paused again
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

  /// While this is set, game time stands still and nothing that waits in it goes on. Frames go on, and so does
  /// `update`, to see what ends the pause: its ticks come at their usual rate and have no length, so that
  /// what is moved by `tick.seconds` stays where it is. What counts ticks instead asks `tick.isPaused`. The
  /// fraction that `draw` gets stays as it was.
  public var isPaused = false {
    didSet { if !isPaused { steps = 0 } }
  }

  /// How fast game time passes: 0.25 is slow motion, 2 is twice as fast. Ticks keep their length and come less
  /// often or more often, so that the game plays as it would; `update` sees input as seldom or as often.
  /// A pause has no speed.
  public var speed = 1.0 {
    willSet {
      precondition(
        newValue > 0 && newValue.isFinite,
        "a speed of \(newValue) is none: give one above 0, or set isPaused to stop")
    }
  }

  /// Lets one tick of a paused game pass, the next one, and stays paused. A game that is not paused is then.
  public func step() {
    isPaused = true
    steps += 1
  }

  /// How many ticks a pause lets pass.
  private var steps = 0

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

  /// A tick begins.
  ///
  /// - Returns: how much game time it has.
  func tickBegins() -> Duration {
    guard isPaused else { return tickLength }
    guard steps > 0 else { return .zero }
    steps -= 1
    return tickLength
  }

  /// A tick has been made.
  func tickEnded(_ length: Duration) {
    if length == .zero { return }
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
