import CLinux

/// A value behind a lock, with a condition to wait for: a pthread mutex and a condition variable that
/// follows the monotonic clock.
///
/// (Not `Synchronization.Mutex`: one cannot wait on it, and the thread sanitizer cannot follow it.)
// @unchecked: the value is only reached through the lock.
package struct Monitor<Value>: ~Copyable, @unchecked Sendable {
  // All in one piece of memory, which begins with the mutex.
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>
  private let waiting: UnsafeMutablePointer<Int>
  private let value: UnsafeMutablePointer<Value>

  package init(_ initial: consuming Value) {
    var size = 0
    func place<T>(_: T.Type) -> Int {
      let alignment = MemoryLayout<T>.alignment
      let offset = (size + alignment - 1) / alignment * alignment
      size = offset + MemoryLayout<T>.size
      return offset
    }
    let offsets = (
      mutex: place(pthread_mutex_t.self), condition: place(pthread_cond_t.self),
      waiting: place(Int.self), value: place(Value.self)
    )
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: size, alignment: max(16, MemoryLayout<Value>.alignment))
    mutex = (memory + offsets.mutex).bindMemory(to: pthread_mutex_t.self, capacity: 1)
    condition = (memory + offsets.condition).bindMemory(to: pthread_cond_t.self, capacity: 1)
    waiting = (memory + offsets.waiting).bindMemory(to: Int.self, capacity: 1)
    value = (memory + offsets.value).bindMemory(to: Value.self, capacity: 1)
    pthread_mutex_init(mutex, nil)
    let failure = clinux_init_monotonic_condition(condition)
    precondition(failure == 0, "the system has no memory for another condition variable")
    waiting.initialize(to: 0)
    value.initialize(to: initial)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    value.deinitialize(count: 1)
    UnsafeMutableRawPointer(mutex).deallocate()
  }

  /// How many threads wait, or are on their way from that. Guarded by the lock; a notification that nobody
  /// waits for costs no call.
  var sleepers: Int { waiting.pointee }

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
      waiting.pointee += 1
      if let instant = deadline(&value.pointee) {
        var time = timespec(
          tv_sec: Int(instant.nanoseconds / 1_000_000_000),
          tv_nsec: Int(instant.nanoseconds % 1_000_000_000))
        pthread_cond_timedwait(condition, mutex, &time)
      } else {
        pthread_cond_wait(condition, mutex)
      }
      waiting.pointee -= 1
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
