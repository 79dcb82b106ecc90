/// What actions are bound to, as a value: to be kept, shown and written down.
///
/// As text it is JSON that is read and changed by hand, an action on each line, in the order they were bound:
///
///     {
///       "jump": ["space", "pad south"],
///       "walk": ["a / d", "pad left x"],
///       "move": ["arrow keys", "wasd", "pad left stick"]
///     }
public nonisolated struct Bindings: Sendable, Equatable, CustomStringConvertible {
  /// In the order in which they were first bound.
  public private(set) var actions: [Action] = []
  private var bindings: [Action: [Binding]] = [:]

  public init() {}

  /// Nil for an action that this says nothing of; an empty list for one that is bound to nothing.
  public subscript(action: Action) -> [Binding]? {
    get { bindings[action] }
    set {
      if newValue == nil {
        actions.removeAll { $0 == action }
      } else if bindings[action] == nil {
        actions.append(action)
      }
      bindings[action] = newValue
    }
  }

  /// Reads what `description` writes.
  ///
  /// - Parameter file: what errors call the text.
  public init(_ text: String, file: String = "bindings") throws(BindingsError) {
    self = try BindingsText(text, file: file).bindings()
  }

  public var description: String {
    if actions.isEmpty { return "{}\n" }
    let lines = actions.map { action in
      let names = (bindings[action] ?? []).map { BindingsText.quoted($0.description) }
      return "  \(BindingsText.quoted(action.rawValue)): [\(names.joined(separator: ", "))]"
    }
    return "{\n\(lines.joined(separator: ",\n"))\n}\n"
  }
}

/// Where and why a text is no list of bindings. The line and the column are counted from 1.
public nonisolated struct BindingsError: Error, Sendable, Equatable, CustomStringConvertible {
  public let file: String
  public let line: Int
  public let column: Int
  public let reason: String

  public var description: String { "\(file): \(reasonAndPlace)" }
  var reasonAndPlace: String { "line \(line), column \(column): \(reason)" }
}
