/// The loads of one priority that wait. Groups take turns, so that a hundred files of one do not hold up another;
/// within a group the order is that of asking.
nonisolated struct LoadLanes: Sendable {
  private struct Lane: Sendable {
    let group: Int
    var loads: [AssetLoad]
  }

  private var lanes: [Lane] = []
  /// Whose turn it is.
  private var next = 0

  mutating func add(_ load: AssetLoad, of group: Int) {
    if let lane = lanes.firstIndex(where: { $0.group == group }) {
      lanes[lane].loads.append(load)
    } else {
      lanes.append(Lane(group: group, loads: [load]))
    }
  }

  mutating func popFirst() -> AssetLoad? {
    if lanes.isEmpty { return nil }
    if next >= lanes.count { next = 0 }
    let load = lanes[next].loads.removeFirst()
    if lanes[next].loads.isEmpty { lanes.remove(at: next) } else { next += 1 }
    return load
  }

  mutating func remove(_ number: Int) -> (load: AssetLoad, group: Int)? {
    for lane in lanes.indices {
      guard let index = lanes[lane].loads.firstIndex(where: { $0.number == number }) else {
        continue
      }
      let found = (lanes[lane].loads.remove(at: index), lanes[lane].group)
      if lanes[lane].loads.isEmpty { lanes.remove(at: lane) }
      return found
    }
    return nil
  }
}
