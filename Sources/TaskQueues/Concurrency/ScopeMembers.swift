/// What a `CancelScope` owns, and what of it is running.
///
///     new ──own──▶ owned ──finished──▶ gone
///      └──finished──▶ gone       all ──end──▶ cancelled
final class ScopeMembers: Sendable {
  typealias Number = UInt64
  typealias Cancellation = @Sendable () -> Void

  private struct State {
    var lastNumber: Number = 0
    /// Members that have been announced and have not finished, with how to cancel them once that is known.
    var members: [Number: Cancellation?] = [:]
    /// Of completions. Closed once the scope has ended.
    var visits = Visits()

    var isEnded: Bool { visits.isClosed }
  }

  private let state = Monitor(State())

  var isEnded: Bool { state.withLock { $0.isEnded } }

  /// What a member begins with: it may begin before it is known how to cancel it.
  func checkNotEnded() throws(CancellationError) {
    if isEnded { throw CancellationError() }
  }

  func newMember() -> Number {
    state.withLock { state in
      state.lastNumber += 1
      state.members[state.lastNumber] = .some(nil)
      return state.lastNumber
    }
  }

  /// Says how a member is cancelled, and cancels it where the scope has ended. One that has finished
  /// meanwhile is not taken in.
  func own(_ number: Number, _ cancel: @escaping Cancellation) {
    let isLate = state.withLock { state in
      guard state.members[number] != nil else { return false }
      state.members[number] = state.isEnded ? nil : .some(cancel)
      return state.isEnded
    }
    if isLate { cancel() }
  }

  func finished(_ number: Number) {
    // What the member holds is let go of outside of the lock.
    _ = state.withLock { $0.members.removeValue(forKey: number) }
  }

  /// Runs a member's completion, which is its end, unless the scope has ended.
  func perform(_ number: Number, _ completion: () -> Void) {
    finished(number)
    let thread = ThreadIdentity.current
    guard state.withLock({ $0.visits.enter(thread) }) else { return }
    completion()
    state.withLock { state in
      if state.visits.leave(thread) { self.state.notifyAll() }
    }
  }

  /// In the order the members came.
  func end() {
    let cancellations = state.withLock { state in
      state.visits.close()
      let owned = state.members.filter { $0.value != nil }
      for number in owned.keys { state.members[number] = nil }
      return owned.sorted { $0.key < $1.key }.compactMap(\.value)
    }
    for cancel in cancellations { cancel() }
    let thread = ThreadIdentity.current
    state.wait { state in
      state.visits.isEmpty || state.visits.contains(thread) ? () : nil
    }
  }
}
