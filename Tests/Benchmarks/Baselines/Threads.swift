import Glibc
import Synchronization

/// A thread that runs a closure.
struct RunningThread {
  private let thread: pthread_t

  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  init(_ body: @escaping @Sendable () -> Void) {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(Body(body)).toOpaque()
    let failure = pthread_create(
      &thread, nil,
      { context in
        Unmanaged<Body>.fromOpaque(context!).takeRetainedValue().run()
        return nil
      }, context)
    precondition(failure == 0, "no thread: error \(failure)")
    self.thread = thread
  }

  func join() { pthread_join(thread, nil) }
}

/// Threads that call what comes out of a baseline. They live for one repetition, so that those that
/// spin take nothing from the others.
struct Consumers {
  private let threads: [RunningThread]
  private let stop: () -> Void

  /// Poll a ring: a short spin, then they yield.
  init(_ count: Int, of ring: Ring) {
    let stopped = StopFlag()
    stop = { stopped.set() }
    threads = (0..<count).map { _ in
      RunningThread {
        var spin = Spin()
        while !stopped.isSet {
          if ring.callNext() { spin = Spin() } else { spin.wait() }
        }
      }
    }
    sleep(nanoseconds: 1_000_000)
  }

  /// Wait on the condition variable.
  init(_ count: Int, of queue: MutexQueue) {
    queue.setClosed(false)
    stop = { queue.setClosed(true) }
    threads = (0..<count).map { _ in
      RunningThread {
        while queue.waitAndCallNext() {}
      }
    }
    sleep(nanoseconds: 1_000_000)
  }

  func end() {
    stop()
    for thread in threads { thread.join() }
  }
}

/// Said once, by one thread to others.
final class StopFlag: Sendable {
  private let value = Atomic(false)
  var isSet: Bool { value.load(ordering: .acquiring) }
  func set() { value.store(true, ordering: .releasing) }
}

/// Shares out `operations` calls of `submit` among so many threads, the calling one among them, and
/// waits until that many callbacks have run.
func produce(
  _ operations: Int, by producers: Int = 1, _ submit: @escaping @Sendable (_ count: Int) -> Void
) {
  let expected = CallbackCount.now + Int64(operations)
  let share = operations / producers
  let others = (1..<producers).map { _ in RunningThread { submit(share) } }
  submit(operations - share * others.count)
  for thread in others { thread.join() }
  CallbackCount.wait(until: expected)
}
