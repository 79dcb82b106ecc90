import Synchronization

/// A queue of callbacks with two ports: one for work, one for its completions.
///
/// A queue has no threads of its own. How callbacks come to run is decided, for each port, by its
/// dispatch mode. Within a port, callbacks start in the order they were made ready.
///
/// Every function may be called from any thread, also from inside a callback.
public final class TaskQueue: Sendable {
  let core: QueueCore
  /// The sides of `core`, at hand: what is called often goes through them and counts no reference.
  private let work: QueueSide
  private let completion: QueueSide

  /// The time and the threads this queue lives by.
  public var environment: Environment { core.workPort.environment }

  /// Creates a queue with two ports of its own.
  ///
  /// - Parameter name: told where the queue is still alive at the end.
  public convenience init(
    name: String = "", work: DispatchMode, completion: DispatchMode,
    environment: Environment = .system
  ) {
    self.init(
      QueueCore(
        name: name, work: Port(mode: work, environment: environment),
        completion: Port(mode: completion, environment: environment)))
  }

  /// Creates a queue on another clock and the system's threads.
  public convenience init(work: DispatchMode, completion: DispatchMode, clock: any TimeSource) {
    self.init(work: work, completion: completion, environment: Environment(clock: clock))
  }

  /// The first handle of a queue.
  ///
  /// Or another one, where `core.openAgain` was true.
  init(_ core: QueueCore) {
    self.core = core
    work = core.workSide
    completion = core.completionSide
  }

  /// Where no other queue is left on a manual port, the callbacks that still wait there are cancelled and
  /// run now, on this thread: nobody else could run them. What an async call then still completes there
  /// runs on the thread that completes it. On automatic ports, and on those that other queues share,
  /// everything runs as if nothing had happened.
  deinit { core.closeHandle() }

  @inline(__always)
  func side(_ role: PortRole) -> QueueSide { role == .work ? work : completion }
}

// MARK: Submitting

extension TaskQueue {
  /// Hands a callback to a port, where it runs when the port is next dispatched.
  ///
  /// Callbacks from one thread are taken in the order it submitted them. If the queue terminates
  /// first, the callback still runs, with `cancelled` true, so that it can release what it holds.
  ///
  /// On an `.immediate` port the callback runs before this returns, on the calling thread, also inside of
  /// another callback. Only what is submitted inside of 64 others of such ports comes after the innermost
  /// of them, on the same thread, so that no chain of callbacks overflows a stack.
  ///
  /// - Parameter delay: how long the callback stays out of the port. It is ready at or after that
  ///   time on the queue's clock, never earlier; callbacks become ready in the order they are due. On the
  ///   system's clock those that are due at about the same time share an awakening: one may wait for others
  ///   for a five-hundredth of its delay, up to a 256th of a long one, 8 ms at most.
  /// - Throws: `.terminated` if the queue takes no more callbacks on this port. The work port refuses
  ///   from the call of `terminate` on; the completion port once all work has ended, so that work
  ///   that was cancelled can still be completed.
  public func submit(
    to port: PortRole, after delay: Duration = .zero,
    _ callback: @escaping @Sendable (_ cancelled: Bool) -> Void
  ) throws(TaskQueueError) {
    try submit(.closure(callback), to: port, after: delay)
  }

  /// Hands a closure to a port, where it runs when the port is next dispatched, unless the queue
  /// terminates first: then it is released on the port's thread and not run.
  ///
  /// All else is as with a callback that takes `cancelled`.
  public func submit(
    to port: PortRole, after delay: Duration = .zero, _ callback: @escaping @Sendable () -> Void
  ) throws(TaskQueueError) {
    try submit(.plainClosure(callback), to: port, after: delay)
  }
}

extension TaskQueue {
  @inline(__always)
  func submit(
    _ callback: Callback, to port: PortRole, after delay: Duration
  ) throws(TaskQueueError) {
    let side = side(port)
    guard side.withPort({ $0.submit(callback, through: side, after: delay) }) else {
      throw .terminated
    }
  }
}

// MARK: Dispatching

extension TaskQueue {
  /// Runs the next callback of a port on the calling thread, whichever queue it was submitted through.
  /// Does not sleep: the dispatch of an empty port costs a few loads. Where another thread is in the middle of a submit
  /// that began earlier, the dispatch of what is behind it yields until that is through.
  ///
  /// - Returns: whether a callback ran. Cancelled ones count; the delivery of a termination does not.
  @discardableResult
  public func dispatch(_ port: PortRole) -> Bool {
    side(port).withPort { $0.dispatchOne() == .ran }
  }

  /// Runs the next callback of a port on the calling thread, and waits for one where there is none.
  ///
  /// - Parameter timeout: how long to wait; nil waits until there is a callback or this queue has
  ///   terminated. From inside a callback of this queue, which its termination waits for, the wait ends
  ///   when `terminate` is called.
  /// - Returns: whether a callback ran. Cancelled ones count; the delivery of a termination does not.
  @discardableResult
  public func dispatch(_ port: PortRole, timeout: Duration?) -> Bool {
    if let timeout, timeout <= .zero { return dispatch(port) }
    TimeSensitiveThread.assertIsNotOne("Dispatching with a timeout")
    let side = side(port)
    return side.withPort { $0.dispatchOne(waitingFor: timeout, on: side) == .ran }
  }

  /// Dispatches like `dispatch`, and tells a delivered termination from nothing: for who takes the steps of
  /// many threads on one.
  package func step(_ port: PortRole) -> WorkerStep {
    if side(port).withPort({ $0.dispatchOne() != .empty }) { return .ran }
    return isTerminated(port) ? .finished : .idle
  }

  /// Runs what was ready when the call began, in order, on the calling thread. What callbacks submit
  /// meanwhile waits for the next call.
  ///
  /// - Parameters:
  ///   - budget: where to stop early. What is left keeps its order and comes first next time.
  ///   - minimum: how many callbacks run whatever the budget says, if there are so many.
  /// - Returns: how many callbacks ran.
  @discardableResult
  public func dispatchAll(
    _ port: PortRole, budget: DispatchBudget = .all, atLeast minimum: Int = 1
  ) -> Int {
    let target = core.port(port)
    let limit = target.progress.madeReady
    let clock = environment.clock
    let end: Instant
    if case .time(let time) = budget.limit {
      end = clock.now.advanced(by: time)
    } else {
      end = .distantFuture
    }

    return target.dispatchSeveral(limit: limit) { ran in
      if ran < minimum { return true }
      if case .count(let most) = budget.limit, ran >= most { return false }
      return end == .distantFuture || clock.now < end
    }
  }

  /// Runs what is ready, up to a few hundred callbacks, or else waits for one.
  ///
  /// - Returns: whether a callback ran.
  func dispatchSeveralOrWait(_ port: PortRole) -> Bool {
    let ran = core.port(port).dispatchSeveral(limit: .max) { $0 < 256 }
    return ran > 0 || dispatch(port, timeout: nil)
  }

  /// Whether nothing is waiting, delayed or running on a port, through whatever queue it came.
  /// True for the instant it was asked at only.
  public func isEmpty(_ port: PortRole) -> Bool {
    side(port).withPort { port in port.state.withLock { $0.isEmpty(port.ready) } }
  }

  /// How many callbacks have ever become ready on a port, and how many of them have been taken.
  package func progress(of port: PortRole) -> (madeReady: UInt, taken: UInt) {
    core.port(port).progress
  }
}

// MARK: Terminating

extension TaskQueue {
  /// Ends the queue: everything submitted to it and not yet begun runs cancelled, delayed callbacks at
  /// once, and nothing more is taken. Queues that share its ports are not touched.
  ///
  /// Cancelled callbacks run where they would have run: a manual port has to be dispatched, its work
  /// port first and then its completion port, until `callback` has run.
  ///
  /// - Parameters:
  ///   - wait: return only after everything has run, `callback` too. On manual ports another thread
  ///     has to dispatch meanwhile.
  ///   - callback: runs once, after all callbacks of both ports, where the completion port is
  ///     dispatched. A call after the end runs its callback before it returns.
  /// - Throws: `.wouldWaitForItself` when asked to wait from inside a callback of this queue. The
  ///   queue is not terminated then.
  public func terminate(
    wait: Bool = false, _ callback: (@Sendable () -> Void)? = nil
  ) throws(TaskQueueError) {
    TimeSensitiveThread.assertIsNotOne("Terminating a queue")
    if wait && (CurrentCallback.isInside(core) || Nesting.hasDeferred(of: core)) {
      throw .wouldWaitForItself
    }
    core.terminate(callback)
    if wait { core.waitForTermination() }
  }

  /// Whether this queue takes no more callbacks on a port and has none left there.
  public func isTerminated(_ port: PortRole) -> Bool {
    side(port).phase == .terminated
  }

  /// Has a termination, now or later, cancel everything and refuse as always, but not finish until
  /// `resumeTermination` has been called as often: for whoever completes something from elsewhere.
  ///
  /// - Throws: `.terminated` if the queue has already begun to end.
  public func suspendTermination() throws(TaskQueueError) { try core.suspendTermination() }

  /// Takes one `suspendTermination` back. Call it exactly once for each: one too many is a mistake, and
  /// does nothing where the program is optimised.
  public func resumeTermination() {
    let isTakenBack = core.resumeTermination()
    assert(
      isTakenBack,
      "resumeTermination without suspendTermination: call it once for each that returned")
  }
}
