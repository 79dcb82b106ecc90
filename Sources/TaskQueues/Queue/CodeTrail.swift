import CLinux

/// Whose code a callback is: the addresses of the functions that are called in its course by this module and
/// those above it, the outermost first. The callback itself is mostly a function of the framework; somewhere
/// behind it comes the one that a game has handed over.
///
/// Nothing is written unless somebody watches the thread (`CallbackWatch`): to note costs a load then.
public struct CodeTrail: Sendable {
  /// A piece of code that is called.
  package struct Entry: Sendable {
    package var address: UInt = 0
    /// What the closure holds first. Where the code only hands on to another closure, that one's code is among
    /// this, perhaps behind a type; otherwise it means nothing.
    package var held: (UInt, UInt) = (0, 0)

    fileprivate init() {}

    fileprivate init(_ address: UInt, context: UnsafeRawPointer?) {
      self.address = address
      if let context {
        held = (UInt(clinux_word_in(context, 0)), UInt(clinux_word_in(context, 1)))
      }
    }
  }

  private static var capacity: Int { 10 }

  private var all = InlineArray<10, Entry>(repeating: Entry())
  private var count = 0

  package init() {}

  /// The outermost first. What comes after the first ten is not kept.
  package var entries: [Entry] { (0..<count).map { all[$0] } }

  package mutating func removeAll() { count = 0 }

  private mutating func append(_ entry: Entry) {
    guard count < Self.capacity else { return }
    all[count] = entry
    count += 1
  }

  /// Whether the calling thread is watched: only then it is worth finding out what to note.
  @usableFromInline
  package static var isWanted: Bool { clinux_get_code_trail() != nil }

  /// Says that the calling thread is about to call the code at an address.
  ///
  /// - Parameter context: of the closure that it is the code of; 0 where it is none's.
  @inline(__always)
  package static func note(_ address: UInt, context: UInt) {
    if let trail = clinux_get_code_trail() { note(address, context, in: trail) }
  }

  @inline(never)
  private static func note(_ address: UInt, _ context: UInt, in trail: UnsafeMutableRawPointer) {
    trail.assumingMemoryBound(to: CodeTrail.self).pointee.append(
      Entry(address, context: UnsafeRawPointer(bitPattern: context)))
  }

  /// Says that the calling thread is about to call a closure.
  ///
  /// - Parameter kept: a value that holds the closure and nothing else. (Handed over by itself, as a value of
  ///   any type, it would be wrapped in another one.)
  package static func note<Kept>(closureIn kept: Kept) {
    let words = withUnsafeBytes(of: kept) { $0.load(as: (UInt, UInt).self) }
    note(words.0, context: words.1)
  }
}

// MARK: Tasks

extension CodeTrail {
  /// Where the runtime keeps what a task goes on with. A task is an object whose layout the platforms with a
  /// stable Swift have fixed.
  private enum TaskLayout {
    static var flags: Int { 32 }
    static var resumeFunction: Int { 56 }
    static var resumeContext: Int { 64 }
    /// In a context: that of the caller, and where the caller goes on.
    static var parent: Int { 0 }
    static var resumeParent: Int { 8 }
    /// Before the outermost context: the closure that the task was made of.
    static var entry: Int { -24 }
    static var entryContext: Int { -16 }
  }

  /// Says that the calling thread is about to run a job. If that is a task, the functions that wait in it are
  /// noted, the innermost first.
  package static func note(_ job: UnownedJob) {
    if isWanted { noteFunctions(of: job) }
  }

  @inline(never)
  private static func noteFunctions(of job: UnownedJob) {
    let job = unsafeBitCast(job, to: UnsafeRawPointer.self)
    note(job.load(fromByteOffset: TaskLayout.resumeFunction, as: UInt.self), context: 0)
    let isTask = job.load(fromByteOffset: TaskLayout.flags, as: UInt8.self) == 0
    guard isTask else { return }
    var context = job.load(
      fromByteOffset: TaskLayout.resumeContext, as: UnsafeRawPointer?.self)
    for _ in 0..<capacity {
      guard let current = context else { return }
      context = current.load(fromByteOffset: TaskLayout.parent, as: UnsafeRawPointer?.self)
      guard context != nil else { return noteClosure(ofTaskWithRoot: current) }
      note(current.load(fromByteOffset: TaskLayout.resumeParent, as: UInt.self), context: 0)
    }
  }

  /// What a task began with lies before its first context.
  private static func noteClosure(ofTaskWithRoot context: UnsafeRawPointer) {
    note(
      context.load(fromByteOffset: TaskLayout.entry, as: UInt.self),
      context: context.load(fromByteOffset: TaskLayout.entryContext, as: UInt.self))
  }
}

extension AsyncBlock {
  /// A closure as it is kept: in a type of its own nothing is wrapped around it.
  private struct Kept { let completion: Completion }

  /// Says that the calling thread is about to call a completion.
  @usableFromInline
  static func note(_ completion: @escaping Completion) {
    CodeTrail.note(closureIn: Kept(completion: completion))
  }
}
