import CLinux

/// The functions of async calls that the calling thread is inside of, innermost first. Kept on the
/// thread's stack, so that a call can see that it is asked to wait for itself.
struct CurrentOperation {
  private let operation: Unmanaged<AsyncOperation>
  private let outer: UnsafeMutablePointer<CurrentOperation>?

  @inline(__always)
  static func run<R>(_ operation: AsyncOperation, _ body: () -> R) -> R {
    let outer = innermost
    var current = CurrentOperation(operation: .passUnretained(operation), outer: outer)
    return withUnsafeMutablePointer(to: &current) { pointer in
      clinux_set_current_operation(pointer)
      defer { clinux_set_current_operation(outer) }
      return body()
    }
  }

  /// Whether the calling thread is inside a function of `operation`.
  static func isInside(_ operation: AsyncOperation) -> Bool {
    let sought = Unmanaged.passUnretained(operation).toOpaque()
    var next = innermost
    while let current = next {
      if current.pointee.operation.toOpaque() == sought { return true }
      next = current.pointee.outer
    }
    return false
  }

  @inline(__always)
  private static var innermost: UnsafeMutablePointer<CurrentOperation>? {
    clinux_get_current_operation()?.assumingMemoryBound(to: CurrentOperation.self)
  }
}
