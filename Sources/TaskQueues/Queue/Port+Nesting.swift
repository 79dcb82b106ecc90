import CLinux
import DequeModule

/// Immediate callbacks inside of other callbacks.
///
/// What is submitted inside a callback runs inside of it, and what that submits inside of that, down to a
/// depth. What is submitted deeper is kept on the thread, and runs in order when the callback at that
/// depth has returned: its `submit` returns after all of it. So no chain of callbacks, however long,
/// overflows a stack.
extension Port {
  /// As many as are comfortable in a stack of 512 KiB, without optimisation and with a sanitizer.
  static var deepest: UInt32 { 64 }

  @inline(never)
  func runNested(_ callback: Callback, owner: QueueSide) {
    let nesting = Nesting.ofThread
    if nesting.pointee.depth >= Self.deepest { return Nesting.deferToOuter(callback, owner, self) }
    nesting.pointee.depth += 1
    run(PendingCallback(callback, owner: owner))
    if nesting.pointee.depth == Self.deepest { Nesting.runDeferred() }
    nesting.pointee.depth -= 1
  }
}

/// How deep the calling thread is in immediate callbacks, and what was submitted too deep.
enum Nesting {
  static var ofThread: UnsafeMutablePointer<clinux_nesting> { clinux_get_nesting() }

  /// Whether the thread that asks is the one to run something of a queue later.
  static func hasDeferred(of queue: QueueCore) -> Bool {
    deferred?.has(of: queue) ?? false
  }

  private static var deferred: DeferredCallbacks? {
    ofThread.pointee.deferred.map { Unmanaged.fromOpaque($0).takeUnretainedValue() }
  }

  fileprivate static func deferToOuter(_ callback: Callback, _ owner: QueueSide, _ port: Port) {
    if deferred == nil {
      ofThread.pointee.deferred = Unmanaged.passRetained(DeferredCallbacks()).toOpaque()
    }
    deferred?.append(callback, owner, port)
  }

  /// What these submit comes after them.
  fileprivate static func runDeferred() {
    guard let deferred else { return }
    while deferred.runFirst() {}
    Unmanaged.passUnretained(deferred).release()
    ofThread.pointee.deferred = nil
  }
}

/// Callbacks that have been counted and wait until the thread that submitted them is less deep. Only that
/// thread has it.
private final class DeferredCallbacks {
  /// The port is held: its queue may be gone before it is done with the callback.
  private var callbacks = Deque<(port: Port, callback: DelayedCallback)>()

  func append(_ callback: Callback, _ owner: QueueSide, _ port: Port) {
    callbacks.append((port, DelayedCallback(callback: callback, owner: owner)))
  }

  func has(of queue: QueueCore) -> Bool {
    callbacks.contains { $0.callback.owner.isSide(of: queue) }
  }

  func runFirst() -> Bool {
    guard let port = callbacks.first?.port, let pending = popFirst() else { return false }
    port.run(pending)
    return true
  }

  /// Lets go of the callback but for what is returned.
  @inline(never)
  private func popFirst() -> PendingCallback? {
    guard let next = callbacks.popFirst()?.callback else { return nil }
    return PendingCallback(next.callback, owner: next.owner)
  }
}
