import CLinux

/// A value behind a lock, with a condition to wait for: a pthread mutex and a condition variable that
/// follows the monotonic clock.
///
/// (Not `Synchronization.Mutex`: one cannot wait on it, and the thread sanitizer cannot follow it.)
// @unchecked: the value is only reached through the lock.
package final class Monitor<Value>: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let value: UnsafeMutablePointer<Value>
  /// How many threads wait. Guarded by the lock; a notification that nobody waits for costs no call.
  private(set) var sleepers = 0

  package init(_ initial: Value) {
    value = .allocate(capacity: 1)
    value.initialize(to: initial)
    pthread_mutex_init(mutex, nil)
    let failure = clinux_init_monotonic_condition(condition)
    precondition(failure == 0, "the system has no memory for another condition variable")
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    value.deinitialize(count: 1)
    value.deallocate()
    condition.deallocate()
    mutex.deallocate()
  }

  package func withLock<R, E: Error>(_ body: (inout Value) throws(E) -> R) throws(E) -> R {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body(&value.pointee)
  }

  /// Sleeps until `outcome` has one, asking again after every notification, and at `deadline` where
  /// there is one. `outcome` runs under the lock.
  package func wait<R>(
    until outcome: (inout Value) -> R?, deadline: (inout Value) -> Instant? = { _ in nil }
  ) -> R {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while true {
      if let result = outcome(&value.pointee) { return result }
      sleepers += 1
      if let instant = deadline(&value.pointee) {
        var time = timespec(
          tv_sec: Int(instant.nanoseconds / 1_000_000_000),
          tv_nsec: Int(instant.nanoseconds % 1_000_000_000))
        pthread_cond_timedwait(condition, mutex, &time)
      } else {
        pthread_cond_wait(condition, mutex)
      }
      sleepers -= 1
    }
  }

  /// Wakes one sleeper, which asks again. Call it under the lock, after what it waits for has changed.
  package func notifyOne() {
    if sleepers > 0 { pthread_cond_signal(condition) }
  }

  /// Wakes every sleeper. Call it under the lock, after what they wait for has changed.
  package func notifyAll() {
    if sleepers > 0 { pthread_cond_broadcast(condition) }
  }
}
