import TaskQueues

/// How soon an asset is loaded, among those that wait.
public nonisolated enum AssetPriority: Int, Sendable, Comparable, CaseIterable {
  /// After everything else: what may be needed later.
  case background
  case normal
  /// Before everything else: what is about to be seen.
  case urgent

  public static func < (a: AssetPriority, b: AssetPriority) -> Bool { a.rawValue < b.rawValue }
}

/// One asset to be read and decoded.
nonisolated struct AssetLoad: Sendable {
  let number: Int
  /// Hands it to the work port, and returns what cancels it; nil where nothing takes it any more.
  let begin: @Sendable () -> (@Sendable () -> Void)?
}

/// The loads that wait. A few at a time are handed to the work port: so one that is urgent is not behind hundreds,
/// and neither is other work. The next one is handed over where one ends, on its job thread.
///
///     waiting ──handed over──▶ working ──work ended──▶ decoded ──completed──▶ (gone)
///
/// Threading: any.
nonisolated final class LoadQueue: Sendable {
  private struct Flight {
    var isWorking = true
    var isCancelled = false
    var cancel: (@Sendable () -> Void)?
  }

  private struct State {
    /// By priority.
    var waiting = AssetPriority.allCases.map { _ in LoadLanes() }
    var flights: [Int: Flight] = [:]
    var working = 0
  }

  private let state = Monitor(State())
  /// How many are read and decoded at a time, counting those the work port holds.
  private let mostWorking: Int
  /// How many are on their way, counting those that are decoded and wait for the budget of a frame: what is decoded
  /// takes memory.
  private let mostOnTheirWay: Int

  init(mostWorking: Int, mostOnTheirWay: Int) {
    self.mostWorking = mostWorking
    self.mostOnTheirWay = mostOnTheirWay
  }

  func add(_ load: AssetLoad, of group: Int, _ priority: AssetPriority) {
    state.withLock { $0.waiting[priority.rawValue].add(load, of: group) }
    handOver()
  }

  /// Has a load that still waits wait for less.
  func raise(_ number: Int, to priority: AssetPriority) {
    state.withLock { state in
      for lower in 0..<priority.rawValue {
        guard let (load, group) = state.waiting[lower].remove(number) else { continue }
        state.waiting[priority.rawValue].add(load, of: group)
      }
    }
  }

  /// Ends a load: one that waits is forgotten, one that is on its way completes early.
  func cancel(_ number: Int) {
    let cancel = state.withLock { state -> (@Sendable () -> Void)? in
      for priority in state.waiting.indices {
        if state.waiting[priority].remove(number) != nil { return nil }
      }
      state.flights[number]?.isCancelled = true
      return state.flights[number]?.cancel
    }
    cancel?()
  }

  /// Forgets what waits and cancels what is on its way.
  func end() {
    // What waits is let go of outside of the lock.
    let (_, flights) = state.withLock { state in
      defer { state.waiting = AssetPriority.allCases.map { _ in LoadLanes() } }
      return (state.waiting, Array(state.flights.keys))
    }
    for number in flights { cancel(number) }
  }

  /// The job thread has done what it can.
  func workEnded(_ number: Int) {
    state.withLock { state in
      guard state.flights[number]?.isWorking == true else { return }
      state.flights[number]?.isWorking = false
      state.working -= 1
    }
    handOver()
  }

  /// Nothing more will come of it. Work that was cancelled before it began ends here, too.
  func completed(_ number: Int) {
    forget(number)
    handOver()
  }

  private func forget(_ number: Int) {
    state.withLock { state in
      if state.flights.removeValue(forKey: number)?.isWorking == true { state.working -= 1 }
    }
  }

  private func handOver() {
    while let load = takeNext() {
      guard let cancel = load.begin() else {
        forget(load.number)
        continue
      }
      let isCancelled = state.withLock { state in
        // It may have completed meanwhile.
        state.flights[load.number]?.cancel = cancel
        return state.flights[load.number]?.isCancelled ?? false
      }
      if isCancelled { cancel() }
    }
  }

  private func takeNext() -> AssetLoad? {
    state.withLock { state in
      guard state.working < mostWorking, state.flights.count < mostOnTheirWay else { return nil }
      for priority in state.waiting.indices.reversed() {
        guard let load = state.waiting[priority].popFirst() else { continue }
        state.flights[load.number] = Flight()
        state.working += 1
        return load
      }
      return nil
    }
  }
}
