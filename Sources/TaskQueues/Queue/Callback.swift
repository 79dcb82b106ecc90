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
}

/// A callback that has been counted and will be called once, and the side of the queue it was submitted
/// through. That the side counts it keeps the queue alive.
///
/// A closure is kept as its two words, so that it is retained once, when it comes in, and released once,
/// when it has been called.
struct PendingCallback: ~Copyable {
  private struct Closure { let call: @Sendable (_ cancelled: Bool) -> Void }
  private struct PlainClosure { let call: @Sendable () -> Void }
  private struct Function {
    let call: Callback.Function
    let context: UnsafeMutableRawPointer?
  }

  private enum Kind: UInt { case closure, plainClosure, function }

  private var words: (UInt, UInt) = (0, 0)
  /// The side, and the kind of the words in the bits that its alignment leaves free: with its sequence
  /// number a callback then takes half a cache line.
  private let ownerAndKind: UInt

  @inline(__always)
  var owner: QueueSide { QueueSide(bits: ownerAndKind & ~QueueSide.freeBits) }

  private var kind: Kind { Kind(rawValue: ownerAndKind & QueueSide.freeBits)! }

  @inline(__always)
  init(_ callback: Callback, owner: QueueSide) {
    switch callback {
    case .closure(let closure):
      ownerAndKind = owner.bits | Kind.closure.rawValue
      withWords(as: Closure.self) { $0.initialize(to: Closure(call: closure)) }
    case .plainClosure(let closure):
      ownerAndKind = owner.bits | Kind.plainClosure.rawValue
      withWords(as: PlainClosure.self) { $0.initialize(to: PlainClosure(call: closure)) }
    case .function(let function, let context):
      ownerAndKind = owner.bits | Kind.function.rawValue
      withWords(as: Function.self) {
        $0.initialize(to: Function(call: function, context: context.pointer))
      }
    }
  }

  /// Calls the callback and lets go of what it holds.
  @inline(__always)
  consuming func call(cancelled: Bool) {
    CodeTrail.note(words.0, context: kind == .function ? 0 : words.1)
    switch kind {
    case .closure: withWords(as: Closure.self) { $0.move() }.call(cancelled)
    case .plainClosure:
      let closure = withWords(as: PlainClosure.self) { $0.move() }
      if !cancelled { closure.call() }
    case .function:
      let function = withWords(as: Function.self) { $0.move() }
      function.call(function.context, cancelled)
    }
    discard self
  }

  deinit {
    var words = words
    withUnsafeMutablePointer(to: &words) { words in
      let words = UnsafeMutableRawPointer(words)
      switch kind {
      case .closure: words.assumingMemoryBound(to: Closure.self).deinitialize(count: 1)
      case .plainClosure: words.assumingMemoryBound(to: PlainClosure.self).deinitialize(count: 1)
      case .function: break
      }
    }
  }

  @inline(__always)
  private mutating func withWords<T, R>(as type: T.Type, _ body: (UnsafeMutablePointer<T>) -> R)
    -> R
  {
    withUnsafeMutablePointer(to: &words) {
      body(UnsafeMutableRawPointer($0).assumingMemoryBound(to: type))
    }
  }
}

/// The callbacks that the calling thread is inside of, innermost first. Kept on the thread's stack, so
/// that a queue can see that it is asked to wait for itself.
struct CurrentCallback {
  private let side: QueueSide
  private let outer: UnsafeMutablePointer<CurrentCallback>?

  @inline(__always)
  static func run<R>(of side: QueueSide, _ body: () -> R) -> R {
    let outer = innermost
    var current = CurrentCallback(side: side, outer: outer)
    return withUnsafeMutablePointer(to: &current) { pointer in
      clinux_set_current_callback(pointer)
      defer { clinux_set_current_callback(outer) }
      return body()
    }
  }

  /// Whether the calling thread is inside no callback.
  @inline(__always)
  static var isNone: Bool { clinux_get_current_callback() == nil }

  /// Whether the calling thread is inside a callback of `queue`.
  static func isInside(_ queue: QueueCore) -> Bool {
    var next = innermost
    while let current = next {
      if current.pointee.side.isSide(of: queue) { return true }
      next = current.pointee.outer
    }
    return false
  }

  /// What the calling thread is inside of, to be compared with what it was inside of at another time.
  static var mark: UnsafeMutableRawPointer? { clinux_get_current_callback() }

  /// What the calling thread was inside of when it began its innermost callback.
  static var outerMark: UnsafeMutableRawPointer? { innermost?.pointee.outer.map { .init($0) } }

  @inline(__always)
  private static var innermost: UnsafeMutablePointer<CurrentCallback>? {
    clinux_get_current_callback()?.assumingMemoryBound(to: CurrentCallback.self)
  }
}
