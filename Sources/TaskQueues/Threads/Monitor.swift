import CLinux
import Synchronization

/// A value behind a lock, with something to wait for: a pthread mutex, and a futex that counts
/// notifications.
///
/// (Not `Synchronization.Mutex`: one cannot wait on it, and the thread sanitizer cannot follow it. Not a
/// condition variable: those of glibc before 2.41 may lose a wake-up, its bug 25847.)
///
/// No wake-up is lost: a thread reads the number of notifications under the lock, and sleeps only while
/// it is still that number.
// @unchecked: the value is only reached through the lock.
package struct Monitor<Value>: ~Copyable, @unchecked Sendable {
  // All in one piece of memory, which begins with the mutex.
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  /// Changed under the lock, compared without it by who goes to sleep.
  private let notifications: UnsafeMutablePointer<Atomic<UInt32>>
  /// How many threads wait, or are on their way from that. Guarded by the lock; a notification that nobody
  /// waits for costs no call.
  private let waiting: UnsafeMutablePointer<Int>
  private let value: UnsafeMutablePointer<Value>

  package init(_ initial: consuming Value) {
    var size = 0
    func place<T: ~Copyable>(_: T.Type) -> Int {
      let alignment = MemoryLayout<T>.alignment
      let offset = (size + alignment - 1) / alignment * alignment
      size = offset + MemoryLayout<T>.size
      return offset
    }
    let offsets = (
      mutex: place(pthread_mutex_t.self), notifications: place(Atomic<UInt32>.self),
      waiting: place(Int.self), value: place(Value.self)
    )
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: size, alignment: max(16, MemoryLayout<Value>.alignment))
    mutex = (memory + offsets.mutex).bindMemory(to: pthread_mutex_t.self, capacity: 1)
    notifications = (memory + offsets.notifications)
      .bindMemory(to: Atomic<UInt32>.self, capacity: 1)
    waiting = (memory + offsets.waiting).bindMemory(to: Int.self, capacity: 1)
    value = (memory + offsets.value).bindMemory(to: Value.self, capacity: 1)
    pthread_mutex_init(mutex, nil)
    notifications.initialize(to: Atomic(0))
    waiting.initialize(to: 0)
    value.initialize(to: initial)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    value.deinitialize(count: 1)
    UnsafeMutableRawPointer(mutex).deallocate()
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
      sleep(until: deadline(&value.pointee))
    }
  }

  /// Sleeps until the next notification, or shorter. Call it under the lock, which is free meanwhile.
  private func sleep(until deadline: Instant?) {
    // relaxed, here and where it is counted: under the lock; the system compares it with what is there
    let seen = notifications.pointee.load(ordering: .relaxed)
    waiting.pointee += 1
    pthread_mutex_unlock(mutex)
    if let deadline {
      clinux_futex_wait_until(notifications, seen, deadline.nanoseconds)
    } else {
      clinux_futex_wait(notifications, seen)
    }
    pthread_mutex_lock(mutex)
    waiting.pointee -= 1
  }

  /// How many threads wait, or are on their way from that. Ask under the lock.
  var sleepers: Int { waiting.pointee }

  /// Wakes one sleeper, which asks again. Call it under the lock, after what it waits for has changed.
  package func notifyOne() {
    if countNotification() { clinux_futex_wake_one(notifications) }
  }

  /// Wakes every sleeper. Call it under the lock, after what they wait for has changed.
  package func notifyAll() {
    if countNotification() { clinux_futex_wake_all(notifications) }
  }

  /// - Returns: whether somebody waits for it.
  private func countNotification() -> Bool {
    guard waiting.pointee > 0 else { return false }
    notifications.pointee.wrappingAdd(1, ordering: .relaxed)
    return true
  }
}
