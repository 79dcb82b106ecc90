/// The life of one async call, in a word. Each event is one atomic step of it; what to do about it is
/// returned.
///
///     idle ──start──▶ pending ──claim, publish──▶ released                    (no payload)
///                                    └──────────▶ held ──takePayload──▶ retrieved
///
/// Beside the phase it keeps which functions of the provider are executing, what is scheduled, and who
/// has still to be told. A call is complete once it is published, and over once its completion callback,
/// if it has one, has returned, too.
struct AsyncWord: Equatable {
  enum Phase: UInt32 { case idle, pending, held, released, retrieved }

  private(set) var bits: UInt32

  init(bits: UInt32) { self.bits = bits }

  static var idle: AsyncWord { AsyncWord(bits: Phase.idle.rawValue) }

  // Computed: a stored constant is looked up behind a lock in programs that are not optimised, and
  // orders threads that nothing else orders, so that the sanitizer would see nothing.
  private struct Flag {
    let bit: UInt32
    init(_ number: UInt32) { bit = 1 << number }

    /// Somebody decides the outcome right now. Others come too late.
    static var claimed: Flag { Flag(3) }
    /// A DoWork is on its way: the latch.
    static var scheduled: Flag { Flag(4) }
    static var beginning: Flag { Flag(5) }
    static var working: Flag { Flag(6) }
    /// A DoWork came while another was executing: it follows when that returns.
    static var parked: Flag { Flag(7) }
    static var parkedCancelled: Flag { Flag(8) }
    static var cancelAsked: Flag { Flag(9) }
    static var cancelling: Flag { Flag(10) }
    /// The payload is being copied.
    static var fetching: Flag { Flag(11) }
    /// The completion callback has not returned.
    static var owesCallback: Flag { Flag(12) }
    /// A DoWork returned after the end: Cleanup does not wait for the callback.
    static var workerLeft: Flag { Flag(13) }
    /// Somebody sleeps until the call is over, or has left a function to be called then.
    static var awaited: Flag { Flag(14) }
    static var cleanedUp: Flag { Flag(15) }
  }

  private static var phaseMask: UInt32 { 7 }
  private static var oneSubmitting: UInt32 { 1 << 16 }

  @inline(__always) private func has(_ flag: Flag) -> Bool { bits & flag.bit != 0 }
  @inline(__always) private mutating func set(_ flag: Flag) { bits |= flag.bit }
  @inline(__always) private mutating func clear(_ flag: Flag) { bits &= ~flag.bit }

  // MARK: What it is

  var phase: Phase { Phase(rawValue: bits & Self.phaseMask)! }
  @inline(__always) var isPending: Bool { bits & Self.phaseMask == Phase.pending.rawValue }
  /// Whether there is an outcome to see.
  @inline(__always) var isComplete: Bool { bits & Self.phaseMask >= Phase.held.rawValue }
  /// Whether the completion callback, if there is one, has returned, too.
  @inline(__always) var isOver: Bool { isComplete && !has(.owesCallback) }
  @inline(__always) var isCancelAsked: Bool { has(.cancelAsked) }
  var isScheduled: Bool { has(.scheduled) }
  var isCleanedUp: Bool { has(.cleanedUp) }
  var hasPayload: Bool { phase == .held }

  /// Whether Begin, DoWork, Cancel or GetResult is executing.
  @inline(__always) var isExecuting: Bool {
    let executing = Flag.beginning.bit | Flag.working.bit | Flag.cancelling.bit | Flag.fetching.bit
    return bits & executing != 0
  }

  /// Whether somebody is in the middle of handing something to the queue, which has to live that long.
  @inline(__always) private var isSubmitting: Bool { bits >= Self.oneSubmitting }

  @inline(__always) private var isCleanupDue: Bool {
    if isExecuting || has(.cleanedUp) { return false }
    switch bits & Self.phaseMask {
    case Phase.released.rawValue: return !has(.owesCallback) || has(.workerLeft)
    case Phase.retrieved.rawValue: return !has(.owesCallback)
    default: return false
    }
  }

  /// What an event asks for, to be done in this order.
  struct Actions: OptionSet {
    let rawValue: UInt8

    /// Hand the completion callback to the completion port.
    static var post: Actions { Actions(rawValue: 1) }
    /// Wake who sleeps until the call is over, and call who is to be called then.
    static var wake: Actions { Actions(rawValue: 2) }
    /// Call Cleanup: nothing of the provider is called after it.
    static var cleanUp: Actions { Actions(rawValue: 4) }
    /// Let the queue's termination go on.
    static var resume: Actions { Actions(rawValue: 8) }
    /// Say `submitted` once it is posted.
    static var saySubmitted: Actions { Actions(rawValue: 16) }
  }

  /// What follows from the call being over, or somebody having left: each comes up once.
  @inline(__always)
  private mutating func settle(since before: AsyncWord) -> Actions {
    var actions: Actions = []
    if isOver {
      if !before.isOver && has(.awaited) { actions.insert(.wake) }
      if !isSubmitting && (!before.isOver || before.isSubmitting) { actions.insert(.resume) }
    }
    if isCleanupDue {
      set(.cleanedUp)
      actions.insert(.cleanUp)
    }
    return actions
  }

  // MARK: The beginning

  /// A call that begins with a DoWork on its way, or with Begin executing.
  static func started(hasCallback: Bool, isScheduled: Bool) -> AsyncWord {
    var word = AsyncWord(bits: Phase.pending.rawValue)
    if hasCallback { word.set(.owesCallback) }
    word.set(isScheduled ? .scheduled : .beginning)
    return word
  }

  mutating func beginReturned() -> Actions {
    let before = self
    clear(.beginning)
    return settle(since: before)
  }

  // MARK: Work

  enum Scheduling { case submit, alreadyScheduled, alreadyComplete }

  /// At most one DoWork is on its way. Where it is to be submitted, `submitted` follows.
  mutating func schedule() -> Scheduling {
    if !isPending || has(.claimed) { return .alreadyComplete }
    if has(.scheduled) { return .alreadyScheduled }
    set(.scheduled)
    bits += Self.oneSubmitting
    return .submit
  }

  /// Somebody is to use the queue, which lives until `submitted` follows, as if something were handed to it.
  ///
  /// - Returns: false once the call is over: the queue may be gone.
  mutating func visit() -> Bool {
    if isOver { return false }
    bits += Self.oneSubmitting
    return true
  }

  /// The queue has taken what was handed to it, or has refused it.
  mutating func submitted() -> Actions {
    let before = self
    bits -= Self.oneSubmitting
    return settle(since: before)
  }

  /// The queue has refused the DoWork: it may be scheduled again.
  mutating func scheduleRefused() -> Actions {
    clear(.scheduled)
    return submitted()
  }

  enum Arrival: Equatable {
    case run(cancelled: Bool)
    /// Another DoWork is executing, and this one follows it.
    case parked
    /// The call is complete.
    case skip
  }

  /// The work port runs what was scheduled. The latch opens just before DoWork is called.
  mutating func workArrives(cancelled: Bool) -> Arrival {
    if !isPending || has(.claimed) { return .skip }
    if has(.working) {
      set(.parked)
      if cancelled { set(.parkedCancelled) }
      return .parked
    }
    clear(.scheduled)
    set(.working)
    return .run(cancelled: cancelled)
  }

  enum Departure: Equatable {
    /// The parked DoWork is to be called now, by the same thread.
    case again(cancelled: Bool)
    case leave(Actions)
  }

  /// DoWork has returned without an outcome.
  mutating func workReturned() -> Departure {
    let before = self
    if has(.parked) && isPending && !has(.claimed) {
      let isCancelled = has(.parkedCancelled)
      clear(.parked)
      clear(.parkedCancelled)
      clear(.scheduled)
      return .again(cancelled: isCancelled)
    }
    clear(.working)
    if phase == .released { set(.workerLeft) }
    return .leave(settle(since: before))
  }

  // MARK: Cancelling

  /// - Returns: whether Cancel is to be called: once, and never after completion. `cancelReturned`
  ///   follows.
  mutating func cancel() -> Bool {
    if !isPending || has(.claimed) || has(.cancelAsked) { return false }
    set(.cancelAsked)
    set(.cancelling)
    return true
  }

  mutating func cancelReturned() -> Actions {
    let before = self
    clear(.cancelling)
    return settle(since: before)
  }

  // MARK: Completion

  /// The first one decides. It stores the outcome where nobody looks yet; `publish` follows.
  mutating func claim() -> Bool {
    if !isPending || has(.claimed) { return false }
    set(.claimed)
    return true
  }

  /// Who publishes.
  enum Publisher {
    /// DoWork by returning, so that it executes no longer. Its callback keeps the queue alive.
    case returningWork
    case anybody
  }

  /// Shows the outcome. Where it is to be posted by anybody but work that returns, `submitted` follows.
  mutating func publish(withPayload: Bool, by publisher: Publisher) -> Actions {
    let before = self
    bits &= ~(Self.phaseMask | Flag.claimed.bit)
    bits |= (withPayload ? Phase.held : Phase.released).rawValue
    var actions: Actions = has(.owesCallback) ? .post : []
    switch publisher {
    case .returningWork:
      clear(.working)
      if !withPayload { set(.workerLeft) }
    case .anybody:
      if has(.owesCallback) {
        bits += Self.oneSubmitting
        actions.insert(.saySubmitted)
      }
    }
    return actions.union(settle(since: before))
  }

  mutating func callbackReturned() -> Actions {
    let before = self
    clear(.owesCallback)
    return settle(since: before)
  }

  // MARK: The payload

  enum Payload { case pending, none, alreadyTaken, taken }

  /// The first one gets the payload, and calls GetResult. `payloadCopied` follows.
  mutating func takePayload() -> Payload {
    switch phase {
    case .idle, .pending: return .pending
    case .released: return .none
    case .retrieved: return .alreadyTaken
    case .held:
      bits = bits & ~Self.phaseMask | Phase.retrieved.rawValue
      set(.fetching)
      return .taken
    }
  }

  mutating func payloadCopied() -> Actions {
    let before = self
    clear(.fetching)
    return settle(since: before)
  }

  // MARK: Waiting

  /// - Returns: whether the call is not over, and whoever asks will be woken or called.
  mutating func await() -> Bool {
    if isOver { return false }
    set(.awaited)
    return true
  }
}
