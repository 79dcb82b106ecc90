import TaskQueues

/// What every action is bound to, for reading: made anew when a binding changes.
nonisolated final class ActionTable: Sendable {
  let actions: [Action]
  private let indices: [Action: Int]
  /// The bindings of all actions, one after the other, and where those of each begin.
  private let bindings: [Binding]
  private let begins: [Int]
  private let misnomers: Misnomers

  static let empty = ActionTable(Bindings(), misnomers: Misnomers())

  init(_ bindings: Bindings, misnomers: Misnomers) {
    actions = bindings.actions
    self.misnomers = misnomers
    indices = Dictionary(
      uniqueKeysWithValues: actions.enumerated().lazy.map { ($0.element, $0.offset) })
    var all: [Binding] = []
    var begins = [0]
    for action in actions {
      all += bindings[action] ?? []
      begins.append(all.count)
    }
    self.bindings = all
    self.begins = begins
  }

  /// Nil for an action that is not there: a mistake, and told.
  func index(of action: Action) -> Int? {
    if let index = indices[action] { return index }
    misnomers.tell(action, among: actions)
    return nil
  }

  func indexIfBound(_ action: Action) -> Int? { indices[action] }

  func isDown(_ index: Int, _ hands: borrowing Hands) -> Bool {
    for place in begins[index]..<begins[index + 1] where hands.isDown(bindings[place]) {
      return true
    }
    return false
  }

  /// What its bindings say together: no more than a stick that is pushed all the way.
  func value(_ index: Int, _ hands: borrowing Hands) -> Vector {
    var sum = Vector.zero
    for place in begins[index]..<begins[index + 1] { sum += hands.value(bindings[place]) }
    let length = sum.length
    return length > 1 ? sum / length : sum
  }
}

/// Actions that were asked for and are not there. Each is told once.
nonisolated final class Misnomers: Sendable {
  private let told = Monitor<Set<Action>>([])
  private let report: @Sendable (String) -> Void

  init(report: @escaping @Sendable (String) -> Void = GameLoop.report) { self.report = report }

  func tell(
    _ action: Action, among actions: [Action],
    is what: String = "bound to nothing: see `context.actions.bind`"
  ) {
    guard told.withLock({ $0.insert(action).inserted }) else { return }
    let misnomer = Misnomer(action.rawValue, is: what, among: actions.lazy.map(\.rawValue))
    report("The action \(misnomer.reason)")
  }
}
