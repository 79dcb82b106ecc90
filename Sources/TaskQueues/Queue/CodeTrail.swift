import CLinux

/// Whose code a callback is: the addresses of the functions that are called in its course by this module and
/// those above it, the outermost first. The callback itself is mostly a function of the framework; somewhere
/// behind it comes the one that a game has handed over.
///
/// Nothing is written unless somebody watches the thread (`CallbackWatch`): to note costs a load then.
public struct CodeTrail: Sendable {
  private static var capacity: Int { 12 }

  private var all = InlineArray<12, UInt>(repeating: 0)
  private var count = 0

  package init() {}

  /// The outermost first. What comes after the first dozen is not kept.
  package var addresses: [UInt] { (0..<count).map { all[$0] } }

  package mutating func removeAll() { count = 0 }

  private mutating func append(_ address: UInt) {
    guard count < Self.capacity else { return }
    all[count] = address
    count += 1
  }

  /// Whether the calling thread is watched: only then it is worth finding out what to note.
  @usableFromInline
  package static var isWanted: Bool { clinux_get_code_trail() != nil }

  /// Says that the calling thread is about to call the code at an address.
  @inline(__always)
  @usableFromInline
  package static func note(_ address: UInt) {
    guard let trail = clinux_get_code_trail() else { return }
    trail.assumingMemoryBound(to: CodeTrail.self).pointee.append(address)
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
  }

  /// Says that the calling thread is about to run a job. If that is a task, the functions that wait in it are
  /// noted, the innermost first.
  package static func note(_ job: UnownedJob) {
    if isWanted { noteFunctions(of: job) }
  }

  @inline(never)
  private static func noteFunctions(of job: UnownedJob) {
    let job = unsafeBitCast(job, to: UnsafeRawPointer.self)
    note(job.load(fromByteOffset: TaskLayout.resumeFunction, as: UInt.self))
    let isTask = job.load(fromByteOffset: TaskLayout.flags, as: UInt8.self) == 0
    guard isTask else { return }
    var context = job.load(
      fromByteOffset: TaskLayout.resumeContext, as: UnsafeRawPointer?.self)
    for _ in 0..<capacity {
      guard let current = context else { return }
      let function = current.load(fromByteOffset: TaskLayout.resumeParent, as: UInt.self)
      if function != 0 { note(function) }
      context = current.load(fromByteOffset: TaskLayout.parent, as: UnsafeRawPointer?.self)
    }
  }
}

extension AsyncBlock {
  /// A closure as it is kept: in a type of its own nothing is wrapped around it.
  private struct Kept { let completion: Completion }

  /// The address of a completion's code.
  @usableFromInline
  static func code(of completion: @escaping Completion) -> UInt {
    withUnsafeBytes(of: Kept(completion: completion)) { $0.load(as: UInt.self) }
  }
}
