/// Work that has gone on after its scene had left.
public nonisolated struct Straggler: Sendable, Equatable, CustomStringConvertible {
  /// The type of the scene.
  public let scene: String
  /// Where each piece was begun, as `task in Caves/Level.swift:42`.
  public let work: [String]

  public var description: String {
    """
    \(scene) has left, and some of its work goes on: it does not look at block.isCancelled, or waits for something \
    that does not end with its task.\(work.map { "\n  \($0)" }.joined())
    """
  }
}

/// Looks after the work of scenes that have left: it was cancelled, and should end soon.
struct Departures {
  private struct Departure {
    let scene: String
    let work: StageWork
    var ticksLeft: Int
  }

  private var departures: [Departure] = []
  private(set) var stragglers: [Straggler] = []

  /// A scene has left. What it still does in two seconds is named.
  mutating func add(_ stage: Stage, _ settings: GameSettings) {
    if stage.work.places.isEmpty { return }
    departures.append(
      Departure(scene: stage.name, work: stage.work, ticksLeft: 2 * settings.tickRate))
  }

  mutating func tickEnded() {
    if departures.isEmpty { return }
    for index in departures.indices {
      departures[index].ticksLeft -= 1
      guard departures[index].ticksLeft == 0 else { continue }
      let straggler = Straggler(
        scene: departures[index].scene, work: departures[index].work.places)
      if straggler.work.isEmpty { continue }
      report(straggler.description)
      stragglers.append(straggler)
    }
    departures.removeAll { $0.ticksLeft == 0 }
  }
}
