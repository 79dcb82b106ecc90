import TaskQueues

/// Whether presenting waits for the display: believed when it is seen to, whatever the driver claims.
struct DisplaySync {
  private let isClaimed: Bool
  private(set) var isSeen = false
  /// How many presents in a row spoke against what is believed.
  private var contradictions = 0

  init(isClaimed: Bool) { self.isClaimed = isClaimed }

  mutating func presented(took time: Duration) {
    guard isClaimed else { return }
    let waited = time > .milliseconds(2)
    contradictions = waited == isSeen ? 0 : contradictions + 1
    if contradictions == 8 {
      isSeen = waited
      contradictions = 0
    }
  }
}
