/// What the player's keys and buttons do: the game's defaults, and what the player has changed.
///
///     context.actions.bind(.jump, to: .key(.space), .gamepad(.south), .mouse(.left))
///     context.actions.bind(.walk, negative: .key(.left), positive: .key(.right))
///     context.actions.bind(.walk, to: .axis(.leftX))
///     context.actions.restore(from: context.saves) { outcome in … }
///
/// `tick.actions` says which of them are done. What changes here does so from the next frame on.
public final class Actions {
  private var defaults = Bindings()
  /// What the player has changed, and what a file had of actions that are not there.
  private var changes = Bindings()
  private let misnomers: Misnomers
  private var current: ActionTable?

  init(misnomers: Misnomers = Misnomers()) { self.misnomers = misnomers }

  // MARK: The game's bindings

  /// Binds an action to these, beside what it is bound to already.
  public func bind(_ action: Action, to bindings: Binding...) {
    let old = defaults[action] ?? []
    defaults[action] = old + bindings.filter { !old.contains($0) }
    current = nil
  }

  /// Binds an action to two buttons that are an axis, beside what it is bound to already.
  public func bind(_ action: Action, negative: BoundButton, positive: BoundButton) {
    bind(action, to: .axisOf(negative: negative, positive: positive))
  }

  // MARK: The player's bindings

  /// What an action is bound to: setting it is the player's choice, and goes before the game's.
  public subscript(action: Action) -> [Binding] {
    get { changes[action] ?? defaults[action] ?? [] }
    set {
      changes[action] = newValue
      current = nil
    }
  }

  /// The actions that are done with a binding, or with a button of it: ask before binding another to it.
  public func actions(boundTo binding: Binding) -> [Action] {
    let buttons = Set(binding.allButtons)
    return defaults.actions.filter { action in
      self[action].contains { !buttons.isDisjoint(with: $0.allButtons) }
    }
  }

  /// Has the game's own bindings again.
  public func reset() {
    changes = Bindings()
    current = nil
  }

  /// Has the game's own bindings of an action again.
  public func reset(_ action: Action) {
    changes[action] = nil
    current = nil
  }

  // MARK: Keeping them

  /// What every action is bound to, the game's actions first, then those that were restored and are not the game's.
  public var bindings: Bindings {
    var all = Bindings()
    for action in defaults.actions + changes.actions where all[action] == nil {
      all[action] = self[action]
    }
    return all
  }

  /// Has the player's bindings as they were written down. Actions that they do not name keep the game's.
  ///
  /// - Returns: the actions that are named there and that the game has not bound, by a mistake in writing perhaps. They
  ///   are told on standard error, and kept among the bindings.
  @discardableResult
  public func restore(_ bindings: Bindings) -> [Action] {
    changes = bindings
    current = nil
    let unknown = bindings.actions.filter { defaults[$0] == nil }
    for action in unknown {
      misnomers.tell(action, among: defaults.actions, is: "none of the game's, and kept as it is")
    }
    return unknown
  }

  /// Saves what every action is bound to, as a file that can be changed by hand.
  public func save(
    to saves: SaveFiles, as name: String = "controls",
    completion: @escaping SaveFiles.SaveCompletion = SaveFiles.reportFailure
  ) {
    saves.save(bytes: Array(bindings.description.utf8), as: name, completion: completion)
  }

  /// Restores what was saved, in a later frame. A file with a mistake is broken as a whole, and the game's bindings
  /// stay: the reason says where in it.
  public func restore(
    from saves: SaveFiles, as name: String = "controls",
    completion: @escaping (LoadOutcome<Bindings>) -> Void = { $0.reportProblem() }
  ) {
    saves.load(
      from: name,
      parsing: { bytes, path in try Bindings(String(decoding: bytes, as: UTF8.self), file: path) },
      completion: { [self] outcome in
        if case .loaded(let bindings) = outcome { restore(bindings) }
        completion(outcome)
      })
  }

  /// What ticks are to see.
  var table: ActionTable {
    if let current { return current }
    let table = ActionTable(bindings, misnomers: misnomers)
    current = table
    return table
  }
}
