import DequeModule
import Synchronization

/// What a port has a thread of the pool do.
struct PoolExecution {
  enum Kind {
    /// Runs what is ready on an automatic port.
    case dispatch
    /// Calls whoever is told of what is put on the port, and would be called on a service thread.
    case announcement
  }

  let port: Port
  let kind: Kind

  func run() {
    switch kind {
    case .dispatch: port.dispatchFromPool()
    case .announcement: port.callWhoIsTold()
    }
  }
}

/// What a thread pool is, behind its handle: executions that wait for a thread, and threads.
///
/// Threads are started when there is work for them. As many as there are processors, but two at least,
/// are started at once and kept. Where they do not suffice because callbacks block, the pool grows: for
/// as long as something waits and nothing has been taken from one ring of the alarm to the next, one
/// more thread is started, after `patience` or up to twice that, up to `most`. Nobody looks while nothing
/// waits. A thread more than those that are kept ends when it finds nothing to do.
///
/// Nothing is stranded. Under the lock it always holds that there are as many threads asleep or on their
/// way as there are executions, or the alarm is set, or there are `most` threads: `submit` sees to
/// it, and nothing but the taking of an execution makes threads asleep or on their way fewer, except
/// where nothing waits.
final class PoolCore: Alarm {
  private struct State {
    var executions = Deque<PoolExecution>()
    /// How many executions have ever been taken.
    var taken: UInt = 0
    /// Threads that have been started and have not ended.
    var threads = 0
    /// How many threads have ever been started.
    var started = 0
    /// How many executions had been taken when the alarm was set, nil where none is.
    var takenAtAlarm: UInt?
    var isEnding = false

    mutating func addThread() -> Int {
      threads += 1
      started += 1
      return started
    }
  }

  static let patience = Duration.milliseconds(10)
  static let most = 64

  private let clock: any TimeSource
  private let threads: any ThreadSource
  private let kept: Int
  private let state = Monitor(State())

  init(clock: any TimeSource, threads: any ThreadSource, keeping kept: Int) {
    self.clock = clock
    self.threads = threads
    self.kept = kept
  }

  /// How many threads are kept unless somebody says otherwise.
  static var keptByDefault: Int { min(max(2, Environment.processorCount), most) }

  func submit(_ execution: PoolExecution) {
    let newThread: Int? = state.withLock { state in
      state.executions.append(execution)
      // A thread that is on its way to an execution still counts as a sleeper.
      if self.state.sleepers >= state.executions.count {
        self.state.notifyOne()
        return nil
      }
      self.state.notifyOne()
      if state.threads < kept { return state.addThread() }
      setAlarm(&state)
      return nil
    }
    if let newThread { start(newThread) }
  }

  /// Lets all threads end as soon as they have nothing to do.
  func end() {
    state.withLock { state in
      state.isEnding = true
      if state.takenAtAlarm != nil { clock.set(self, to: nil) }
      self.state.notifyAll()
    }
  }

  // MARK: Growing

  private func setAlarm(_ state: inout State) {
    guard state.takenAtAlarm == nil, state.threads < Self.most else { return }
    state.takenAtAlarm = state.taken
    clock.set(self, to: clock.now.advanced(by: Self.patience))
  }

  func ring(at now: Instant) {
    let newThread: Int? = state.withLock { state in
      let isStuck = state.takenAtAlarm == state.taken
      state.takenAtAlarm = nil
      guard !state.executions.isEmpty else { return nil }
      let newThread = isStuck && state.threads < Self.most ? state.addThread() : nil
      setAlarm(&state)
      return newThread
    }
    if let newThread { start(newThread) }
  }

  /// Where the system refuses, the pool stays as it is and tries again while something waits.
  private func start(_ number: Int) {
    do {
      _ = try threads.start(
        PoolThread(core: self), name: SystemThread.name("pool", number: number))
    } catch {
      state.withLock { state in
        state.threads -= 1
        precondition(state.threads > 0, "a thread pool needs one thread at least: \(error)")
        if !state.executions.isEmpty { setAlarm(&state) }
      }
    }
  }

  // MARK: On a thread of the pool

  enum Next {
    case execution(PoolExecution)
    /// There is nothing to do.
    case nothing
    /// There is nothing to do, and the pool does not keep the thread.
    case end
  }

  func next(mayBlock: Bool) -> Next {
    state.wait { state in
      if let execution = state.executions.popFirst() {
        state.taken &+= 1
        return .execution(execution)
      }
      if state.isEnding || state.threads > kept {
        state.threads -= 1
        return .end
      }
      return mayBlock ? nil : .nothing
    }
  }
}

/// One thread of a pool.
private final class PoolThread: Worker {
  private let core: PoolCore
  /// Only its own thread looks: needs no order.
  private let hasEnded = Atomic(false)

  init(core: PoolCore) { self.core = core }

  func step(mayBlock: Bool) -> WorkerStep {
    if hasEnded.load(ordering: .relaxed) { return .finished }
    switch core.next(mayBlock: mayBlock) {
    case .execution(let execution):
      execution.run()
      return .ran
    case .nothing: return .idle
    case .end:
      hasEnded.store(true, ordering: .relaxed)
      return .finished
    }
  }
}
