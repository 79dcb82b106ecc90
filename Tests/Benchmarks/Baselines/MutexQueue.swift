import DequeModule
import Glibc

/// A deque of closures behind a mutex, with a condition variable for those who wait: what one writes
/// on a quiet afternoon.
// @unchecked: the deque is touched under the mutex only.
final class MutexQueue: @unchecked Sendable {
  typealias Closure = @Sendable (_ cancelled: Bool) -> Void

  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var closures = Deque<Closure>()
  private var isClosed = false

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  func push(_ closure: @escaping Closure) {
    pthread_mutex_lock(mutex)
    closures.append(closure)
    pthread_mutex_unlock(mutex)
  }

  /// Pushes and wakes one who waits, after unlocking: he would only wait again, for the mutex.
  func pushAndSignal(_ closure: @escaping Closure) {
    pthread_mutex_lock(mutex)
    closures.append(closure)
    pthread_mutex_unlock(mutex)
    pthread_cond_signal(condition)
  }

  /// Takes one closure and calls it.
  ///
  /// - Returns: false if there is none.
  func callNext(cancelled: Bool = false) -> Bool {
    pthread_mutex_lock(mutex)
    let closure = closures.popFirst()
    pthread_mutex_unlock(mutex)
    guard let closure else { return false }
    closure(cancelled)
    return true
  }

  /// Waits for a closure and calls it.
  ///
  /// - Returns: false if the queue was closed.
  func waitAndCallNext() -> Bool {
    pthread_mutex_lock(mutex)
    while closures.isEmpty && !isClosed { pthread_cond_wait(condition, mutex) }
    let closure = closures.popFirst()
    pthread_mutex_unlock(mutex)
    guard let closure else { return false }
    closure(false)
    return true
  }

  func setClosed(_ closed: Bool) {
    pthread_mutex_lock(mutex)
    isClosed = closed
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }
}
