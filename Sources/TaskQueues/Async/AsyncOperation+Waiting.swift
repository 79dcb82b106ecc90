import CLinux
import Synchronization

/// Waiting until a call is over, asleep or by being called. Nobody waits, nobody pays.
extension AsyncOperation {
  package enum WaitOutcome: Sendable {
    /// The call is complete, and its completion callback has returned or is what waits.
    case complete
    /// The call is pending, and who waits is one of its own functions.
    case wouldWaitForItself
  }

  /// Sleeps until the call is complete and its completion callback has returned. Inside of one of the
  /// call's own functions it does not wait.
  package final func wait() -> WaitOutcome {
    if word.isOver { return .complete }
    if CurrentOperation.isInside(self) { return word.isComplete ? .complete : .wouldWaitForItself }
    while update({ $0.await() }) { sleep() }
    return .complete
  }

  /// Sleeps while nothing happens to the call. Who makes it over has changed the word before it wakes
  /// whoever sleeps on it, so that either the system sees the change or the sleeper is woken.
  private func sleep() {
    let word = word
    if word.isOver { return }
    withUnsafePointer(to: state) { clinux_futex_wait($0, word.bits) }
  }

  /// Has `body` called once when the call is over: by the thread that makes it so, outside of any lock,
  /// or by the calling thread where it is over already. What is called must not wait for the queue.
  package final func whenOver(_ body: @escaping @Sendable () -> Void) {
    append(Unmanaged.passRetained(Observer(body)))
    if !update({ $0.await() }) { callObservers() }
  }

  final func wakeAndTell() {
    withUnsafePointer(to: state) { clinux_futex_wake_all($0) }
    callObservers()
  }

  private final class Observer {
    let body: @Sendable () -> Void
    var next: UnsafeMutableRawPointer?

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  // Edge O: `append` releases an observer's fields, `callObservers` acquires them. Who made the call over
  // has seen `awaited`, which was set after the append: it finds what was appended. Each is taken once.

  private func append(_ observer: Unmanaged<Observer>) {
    var first = observers.load(ordering: .relaxed)  // relaxed: the exchange decides
    while true {
      observer._withUnsafeGuaranteedRef { $0.next = first }
      let (done, seen) = observers.weakCompareExchange(
        expected: first, desired: observer.toOpaque(),
        successOrdering: .releasing,  // O
        failureOrdering: .relaxed)  // relaxed: only retried
      if done { return }
      first = seen
    }
  }

  /// In the order they came.
  private func callObservers() {
    var next = observers.exchange(nil, ordering: .acquiring)  // O
    var taken: [Observer] = []
    while let pointer = next {
      let observer = Unmanaged<Observer>.fromOpaque(pointer).takeRetainedValue()
      taken.append(observer)
      next = observer.next
    }
    for observer in taken.reversed() { observer.body() }
  }
}
