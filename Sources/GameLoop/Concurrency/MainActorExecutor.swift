import CSwiftRuntime
import Dispatch
import TaskQueues

/// The main actor's executor in every program of this module: its jobs are completions of the loop.
///
/// While a loop runs on the first thread of the process, each job of the main actor is submitted to the
/// loop's completion port, from whichever thread it comes, and so runs in the completions phase of a frame,
/// in order with the other completions and under their budget. Without a loop, or after its end, jobs go to
/// libdispatch's main queue, as they would have.
///
/// A loop on another thread, as in tests, has the jobs that are enqueued from inside of its own frames,
/// whoever runs the main queue has the rest. Where such a loop has no job threads, the same holds for what
/// would go to Swift's thread pool: it goes to the loop's work port, so that what begins in a frame goes on
/// in frames, on one thread and in one order: actors, groups, detached tasks, continuations. Only
/// `Task.yield` and `Task.sleep` ask nobody: who calls them leaves the frame for Swift's own threads, and
/// comes back when these are ready. (`frame.next()` and `loop.sleep(for:)` stay.)
///
/// How it comes to be the executor: Swift's runtime asks a hook which it is, see `CSwiftRuntime`. It is set
/// before any Swift code runs and never changes. Where a runtime does not ask, everything goes to the main
/// queue, which the loop runs at the beginning of each completions phase.
// @unchecked: what changes is locked.
nonisolated final class MainActorExecutor: SerialExecutor, @unchecked Sendable {
  static let shared = MainActorExecutor()

  private struct State {
    /// The frames that are under way, the innermost of a thread last.
    var frames: [Route] = []
    /// The loop on the first thread.
    var mainLoop: Route?
  }

  /// Where a job goes.
  struct Route: Sendable {
    /// That of the frame under way: a test may run the frames of a loop on one thread after the other.
    fileprivate(set) var thread = SystemThread.current
    let queue: TaskQueue
    /// Whether the loop does the work itself, in its frames.
    let doesWork: Bool
  }

  private let state = Monitor(State())
  private static let isOnMainQueue = DispatchSpecificKey<Bool>()

  private init() { DispatchQueue.main.setSpecific(key: Self.isOnMainQueue, value: true) }

  /// What the runtime takes for a reference to an executor.
  private static let words = unsafeBitCast(
    shared.asUnownedSerialExecutor(), to: (identity: UInt, implementation: UInt).self)

  fileprivate static var reference: csr_executor {
    csr_executor(
      identity: UnsafeRawPointer(bitPattern: words.identity), implementation: words.implementation)
  }

  // MARK: Where jobs go

  /// Has the jobs that `body` enqueues go to a loop.
  func direct<R, E: Error>(to route: Route, _ body: () throws(E) -> R) throws(E) -> R {
    var route = route
    route.thread = SystemThread.current
    let thread = route.thread
    state.withLock { [route] in $0.frames.append(route) }
    defer {
      state.withLock { state in
        let index = state.frames.lastIndex { $0.thread == thread }
        if let index { state.frames.remove(at: index) }
      }
    }
    return try body()
  }

  /// A loop is there on the first thread: it has all jobs from now on, until it ends.
  func mainLoopBegins(_ route: Route) {
    csr_adopt_main_queue()
    state.withLock { $0.mainLoop = route }
  }

  func mainLoopEnded(_ route: Route) {
    state.withLock { state in
      if state.mainLoop?.queue === route.queue { state.mainLoop = nil }
    }
  }

  private func frameOnThisThread() -> Route? {
    let thread = SystemThread.current
    return state.withLock { $0.frames.last { $0.thread == thread } }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let thread = SystemThread.current
    let route = state.withLock { state in
      state.frames.last { $0.thread == thread } ?? state.mainLoop
    }
    do {
      guard let route else { throw TaskQueueError.terminated }
      try route.queue.submit(
        to: .completion, { job, _ in MainActorExecutor.shared.run(job) },
        unsafeBitCast(job, to: UnsafeMutableRawPointer.self))
    } catch {
      DispatchQueue.main.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
  }

  /// A job has to run whether its callback is cancelled or not.
  private func run(_ job: UnsafeMutableRawPointer?) {
    guard let pointer = job else { return }
    let job = unsafeBitCast(pointer, to: UnownedJob.self)
    CodeTrail.note(job)
    job.runSynchronously(on: asUnownedSerialExecutor())
  }

  /// - Returns: whether the job runs in a frame and not on Swift's thread pool.
  fileprivate func takeJob(_ job: UnsafeMutableRawPointer?) -> Bool {
    guard let route = frameOnThisThread(), route.doesWork else { return false }
    do {
      try route.queue.submit(to: .work, { job, _ in csr_run_job(job) }, job)
      return true
    } catch {
      return false
    }
  }

  // MARK: Who is on the main actor

  /// The first thread, and whoever runs the main queue once the first thread has left it to libdispatch.
  func isIsolatingCurrentContext() -> Bool? {
    csr_is_first_thread() || DispatchQueue.getSpecific(key: Self.isOnMainQueue) == true
  }

  func checkIsolated() {
    precondition(
      isIsolatingCurrentContext() == true,
      "this belongs to the main actor, and runs on another thread: await it, or hand it to the main actor"
    )
  }
}

/// Called when the program is loaded. The name is the header's.
// swift-format-ignore: AlwaysUseLowerCamelCase
@c @implementation
nonisolated public func csr_start() {
  _ = csr_install({ MainActorExecutor.reference }, { MainActorExecutor.shared.takeJob($0) })
}
