import CLinux
import TaskQueues

/// Runs everything that happens in a test on one thread, a step at a time, and has a seed choose who takes
/// the next one: the workers of pools and job threads, who dispatches a manual port, scripts of the test,
/// the time, and the alarms. The same seed chooses the same again.
///
/// A step is not always taken at one go. Where the code under test calls out, that is in callbacks, in
/// monitors, where something that was captured is let go of, where the time is read and where a thread is
/// started, the seed may have others take steps before it goes on, as if its thread had been stopped
/// there. (They come to their end first: it is one thread.) Nobody waits in a step for what somebody else
/// has to do.
// @unchecked: everything happens on one thread.
public final class SeededStepper: @unchecked Sendable {
  public let seed: UInt64
  /// A thread pool of two threads, more when they are stuck, and a clock, all of them stepped.
  public private(set) var environment: Environment! = nil

  private var random: SeededRandom
  private var actors: [Actor] = []
  private let workers: SteppedWorkers
  private let clock = SteppedClock()
  private var horizon = Instant.zero
  private var isRunning = false
  private var depth = 0
  private var steps = 0
  private(set) var trace = Trace()
  private(set) var faults: [String] = []

  private final class Actor {
    let name: String
    let step: () -> WorkerStep
    /// In the middle of a step.
    var isBusy = false
    /// Had nothing to do, and nobody has done anything since.
    var isIdle = false
    var isFinished = false

    init(name: String, step: @escaping () -> WorkerStep) {
      self.name = name
      self.step = step
    }
  }

  public init(seed: UInt64) {
    self.seed = seed
    random = SeededRandom(seed: seed)
    let starting = Starting()
    workers = SteppedWorkers { worker, name in starting.stepper?.started(worker, name) }
    starting.stepper = self
    environment = Environment(
      clock: PausingClock(clock) { [unowned self] in pause() }, threads: workers, poolThreads: 2,
      poolClock: clock)
    actor("time") { [unowned self] in moveTime() }
    alarms()
  }

  // MARK: Who takes steps

  /// Somebody who does one thing after the other.
  public func script(_ name: String, _ steps: [() -> Void]) {
    var rest = steps[...]
    actor(name) {
      guard let next = rest.popFirst() else { return .finished }
      next()
      return .ran
    }
  }

  /// Somebody who does a thing so many times.
  public func script(_ name: String, count: Int, _ body: @escaping (_ number: Int) -> Void) {
    script(name, (0..<count).map { number in { body(number) } })
  }

  /// Somebody who dispatches a port for as long as there is a queue.
  public func dispatcher(
    _ name: String, _ port: PortRole, of queue: @escaping () -> TaskQueue?
  ) {
    actor(name) { [unowned self] in
      guard let queue = queue() else { return .finished }
      return dispatch(queue, port)
    }
  }

  /// Dispatches a port, mostly one callback.
  public func dispatch(_ queue: TaskQueue, _ port: PortRole) -> WorkerStep {
    let (madeReady, taken) = queue.progress(of: port)
    if madeReady > taken && chance(1, in: 4) {
      queue.dispatchAll(port, budget: .count(3))
      return .ran
    }
    // Where this queue has ended there may be others on the port.
    return queue.step(port) == .ran ? .ran : .idle
  }

  /// Somebody whose steps are whatever `step` does.
  public func actor(_ name: String, step: @escaping () -> WorkerStep) {
    actors.append(Actor(name: name, step: step))
  }

  private func started(_ worker: any Worker, _ name: String) {
    actor(name) { worker.step(mayBlock: false) }
    pause()
  }

  // MARK: Time

  /// The time of the stepped clock.
  public var now: Instant { clock.now }

  private func moveTime() -> WorkerStep {
    guard let next = clock.next, next <= horizon else { return .idle }
    let goal = min(horizon, max(next, clock.now).advanced(by: late()))
    // Alarms that are due ring without it.
    if goal == clock.now { return .idle }
    clock.move(to: chance(1, in: 4) ? halfWay(to: goal) : goal)
    return .ran
  }

  /// Mostly not at all.
  private func late() -> Duration {
    chance(1, in: 4) ? .microseconds(number(below: 5000)) : .zero
  }

  private func halfWay(to goal: Instant) -> Instant {
    clock.now.advanced(by: .nanoseconds(max(1, clock.now.duration(to: goal).wholeNanoseconds / 2)))
  }

  /// The thread that serves deadlines: it takes an alarm off the clock and, a step later, rings it.
  private func alarms() {
    var taken: (any Alarm)?
    actor("alarm") { [unowned self] in
      if let alarm = taken.take() {
        alarm.ring(at: clock.now)
        return .ran
      }
      taken = clock.takeDue()
      return taken == nil ? .idle : .ran
    }
  }

  // MARK: Stepping

  /// Has them all take steps until nobody has anything to do and every alarm before the end of `time`
  /// has rung.
  public func run(for time: Duration = .zero) {
    horizon = clock.now.advanced(by: time)
    isRunning = true
    // The test may have done something since.
    for actor in actors { actor.isIdle = false }
    while stepAnyone() {}
    isRunning = false
    clock.move(to: horizon)
  }

  /// A point where others may go on. What the test gives to the code under test calls this.
  public func pause() {
    guard isRunning, depth < 4 else { return }
    while chance(1, in: 4), stepAnyone() {}
  }

  /// - Returns: whether somebody had something to do.
  private func stepAnyone() -> Bool {
    while let actor = chooseActor() {
      switch step(actor) {
      case .ran:
        for other in actors { other.isIdle = false }
        return true
      case .idle: actor.isIdle = true
      case .finished: actor.isFinished = true
      }
    }
    return false
  }

  private func chooseActor() -> Actor? {
    var free = 0
    for actor in actors where isFree(actor) { free += 1 }
    if free == 0 || steps > Self.most { return nil }
    var chosen = number(below: free)
    for actor in actors where isFree(actor) {
      if chosen == 0 { return actor }
      chosen -= 1
    }
    return nil
  }

  private func isFree(_ actor: Actor) -> Bool {
    !actor.isBusy && !actor.isIdle && !actor.isFinished
  }

  private func step(_ actor: Actor) -> WorkerStep {
    let place = trace.begins(actor.name, depth: depth)
    // It is another thread, which is in no callback yet.
    let callback = clinux_get_current_callback()
    clinux_set_current_callback(nil)
    actor.isBusy = true
    depth += 1
    steps += 1
    let outcome = actor.step()
    depth -= 1
    actor.isBusy = false
    clinux_set_current_callback(callback)
    if outcome != .ran { trace.didNothing(at: place) }
    if steps > Self.most { expect(false, "nobody comes to rest in \(Self.most) steps") }
    return outcome
  }

  private static var most: Int { 100_000 }

  // MARK: Choosing

  public func number(below limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }
  public func chance(_ count: Int, in limit: Int) -> Bool { number(below: limit) < count }
  public func choose<T>(_ all: [T]) -> T { all[number(below: all.count)] }

  // MARK: Faults

  /// Says what is wrong where it is not so. The first few are told with the seed.
  public func expect(_ isSo: Bool, _ message: @autoclosure () -> String) {
    if !isSo { faults.append(message()) }
  }

  /// Says what is wrong where it is not what was to be expected.
  public func expect<T: Equatable>(
    _ actual: T, equals expected: T, _ message: @autoclosure () -> String
  ) {
    if actual != expected { faults.append("\(message()): \(actual), not \(expected)") }
  }

  /// Lets go of everybody: pools know their threads, which know them, and scripts know the queues.
  func end() {
    actors = []
    workers.end()
    clock.end()
  }
}

/// Pools start threads only once the stepper is there.
// @unchecked: everything happens on one thread.
private final class Starting: @unchecked Sendable {
  weak var stepper: SeededStepper?
}
