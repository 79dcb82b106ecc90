import CLinux

/// Finds out which callback of a drain took longest, and whose code it was.
///
/// Belongs to the thread that drains. Costs a look at the clock for each callback.
// Its memory stays where it is, as the thread knows it by its address.
public final class CallbackWatch {
  private let clock: any TimeSource
  private let follows: Bool
  private let trail = UnsafeMutablePointer<CodeTrail>.allocate(capacity: 1)
  private var lastEnd = Instant.zero
  private var seen = 0

  /// The time of the longest callback since `reset`.
  package private(set) var longest = Duration.zero
  package private(set) var longestTrail = CodeTrail()

  /// - Parameter follows: whether the trail of each callback is noted. This reads what Swift's runtime keeps of
  ///   closures and tasks, in places that are not promised: for whoever looks for something.
  package init(clock: any TimeSource, follows: Bool) {
    self.clock = clock
    self.follows = follows
    trail.initialize(to: CodeTrail())
  }

  deinit { trail.deallocate() }

  /// Forgets what was seen.
  package func reset() { longest = .zero }

  fileprivate func watch<R>(_ body: () -> R) -> R {
    let outer = clinux_get_code_trail()
    if follows { clinux_set_code_trail(UnsafeMutableRawPointer(trail)) }
    defer { clinux_set_code_trail(outer) }
    seen = 0
    trail.pointee.removeAll()
    lastEnd = clock.now
    return body()
  }

  /// Is told before each callback, and after the last, how many have run.
  ///
  /// - Returns: now.
  fileprivate func hasRun(_ count: Int) -> Instant {
    let now = clock.now
    if count > seen {
      let time = lastEnd.duration(to: now)
      if time > longest {
        longest = time
        longestTrail = trail.pointee
      }
      seen = count
    }
    trail.pointee.removeAll()
    lastEnd = now
    return now
  }

  /// Whether it lives by another clock than a queue.
  fileprivate func isApart(from clock: any TimeSource) -> Bool { self.clock !== clock }
}

extension TaskQueue {
  /// Runs what was ready when the call began, in order, on the calling thread, as `dispatchAll` does.
  ///
  /// - Parameters:
  ///   - most: how many callbacks run at most.
  ///   - end: when no further callback is begun.
  ///   - minimum: how many callbacks run whatever these say, if there are so many.
  ///   - watch: is told of each callback.
  /// - Returns: how many callbacks ran.
  package func dispatchAll(
    _ port: PortRole, atMost most: Int = .max, until end: Instant = .distantFuture,
    atLeast minimum: Int, watchedBy watch: CallbackWatch
  ) -> Int {
    let target = core.port(port)
    let (limit, taken) = target.progress
    if limit == taken { return target.dispatchSeveral(limit: limit) { _ in true } }
    let clock = watch.isApart(from: environment.clock) ? environment.clock : nil
    return watch.watch {
      target.dispatchSeveral(limit: limit) { ran in
        let now = watch.hasRun(ran)
        if ran < minimum { return true }
        return ran < most && (end == .distantFuture || (clock?.now ?? now) < end)
      }
    }
  }

  /// Waits until there is something to dispatch on a port, or until an instant of the queue's clock.
  ///
  /// - Returns: whether there is something. False also where the queue has ended.
  package func waitForSome(on port: PortRole, until instant: Instant) -> Bool {
    core.port(port).waitForSome(until: instant, isOver: { self.isTerminated(port) })
  }
}

extension Port {
  fileprivate func waitForSome(until instant: Instant, isOver: () -> Bool) -> Bool {
    if hasSomethingToDispatch { return true }
    let alarm = WaitAlarm(port: self)
    environment.clock.set(alarm, to: instant)
    defer { environment.clock.set(alarm, to: nil) }
    var hasSome = false
    waiting.wait(
      while: { false },
      until: {
        hasSome = hasSomethingToDispatch
        return hasSome || environment.clock.now >= instant || isOver()
      })
    return hasSome
  }
}

/// Wakes the threads that wait on a port.
private final class WaitAlarm: Alarm {
  private let port: Port
  init(port: Port) { self.port = port }
  func ring(at now: Instant) { port.waiting.wakeAll() }
}
