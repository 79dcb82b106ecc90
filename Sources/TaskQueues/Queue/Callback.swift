import CLinux

/// What is submitted to a port: two words, whichever language they come from.
enum Callback: Sendable {
  typealias Function = @convention(c) (UnsafeMutableRawPointer?, Bool) -> Void

  case closure(@Sendable (_ cancelled: Bool) -> Void)
  /// Is released and not run when it is cancelled.
  case plainClosure(@Sendable () -> Void)
  /// A C function with its context, which the submitter keeps alive.
  case function(Function, UncheckedContext)

  // @unchecked: the pointer is handed to the function and never looked at.
  struct UncheckedContext: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer?
  }

  @inline(__always)
  func callAsFunction(cancelled: Bool) {
    switch self {
    case .closure(let closure): closure(cancelled)
    case .plainClosure(let closure): if !cancelled { closure() }
    case .function(let function, let context): function(context.pointer, cancelled)
    }
  }
}

/// A callback on a port, and the side of the queue it was submitted through. That the side counts it
/// keeps the queue alive.
struct PendingCallback: Sendable {
  let callback: Callback
  let owner: QueueSide
}

/// The callbacks that the calling thread is inside of, innermost first. Kept on the thread's stack, so
/// that a queue can see that it is asked to wait for itself.
struct CurrentCallback {
  private let queue: Unmanaged<QueueCore>
  private let outer: UnsafeMutablePointer<CurrentCallback>?

  static func run<R>(of queue: QueueCore, _ body: () -> R) -> R {
    let outer = innermost
    var current = CurrentCallback(queue: .passUnretained(queue), outer: outer)
    return withUnsafeMutablePointer(to: &current) { pointer in
      clinux_set_current_callback(pointer)
      defer { clinux_set_current_callback(outer) }
      return body()
    }
  }

  /// Whether the calling thread is inside a callback of `queue`.
  static func isInside(_ queue: QueueCore) -> Bool {
    var next = innermost
    while let current = next {
      if current.pointee.queue.toOpaque() == Unmanaged.passUnretained(queue).toOpaque() {
        return true
      }
      next = current.pointee.outer
    }
    return false
  }

  private static var innermost: UnsafeMutablePointer<CurrentCallback>? {
    clinux_get_current_callback()?.assumingMemoryBound(to: CurrentCallback.self)
  }
}
