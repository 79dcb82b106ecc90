import GameLoop
import Testing

/// Does actions, with the first of what each is bound to:
///
///     tester.tap(.jump)
///     tester.tap(action: .pause)      // a key is called so, too
///
/// An action that is bound to nothing is an issue of the test, and nothing is done.
extension GameTester {
  public func press(action: Action, sourceLocation: SourceLocation = #_sourceLocation) {
    if let binding = binding(of: action, sourceLocation) { press(binding) }
  }

  public func release(action: Action, sourceLocation: SourceLocation = #_sourceLocation) {
    if let binding = binding(of: action, sourceLocation) { release(binding) }
  }

  /// Does it for a tick, and stops for another.
  public func tap(action: Action, sourceLocation: SourceLocation = #_sourceLocation) {
    if let binding = binding(of: action, sourceLocation) { tap(binding) }
  }

  /// Does it for so many ticks, and stops for another.
  public func hold(
    action: Action, ticks: Int, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    if let binding = binding(of: action, sourceLocation) { hold(binding, ticks: ticks) }
  }

  public func press(_ action: Action, sourceLocation: SourceLocation = #_sourceLocation) {
    press(action: action, sourceLocation: sourceLocation)
  }

  public func release(_ action: Action, sourceLocation: SourceLocation = #_sourceLocation) {
    release(action: action, sourceLocation: sourceLocation)
  }

  /// Does it for a tick, and stops for another.
  public func tap(_ action: Action, sourceLocation: SourceLocation = #_sourceLocation) {
    tap(action: action, sourceLocation: sourceLocation)
  }

  /// Does it for so many ticks, and stops for another.
  public func hold(
    _ action: Action, ticks: Int, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    hold(action: action, ticks: ticks, sourceLocation: sourceLocation)
  }

  private func binding(of action: Action, _ place: SourceLocation) -> Binding? {
    if let binding = context.actions[action].first { return binding }
    let bound = context.actions.bindings.actions.map(\.rawValue).joined(separator: ", ")
    let words = """
      \(G.self) has bound the action \(action) to nothing: bind it, or press a key of the tester. \
      It has \(bound.isEmpty ? "no actions" : "the actions \(bound)").
      """
    // Elsewhere, as in a test of XCTest, nobody would be told of the issue.
    precondition(Test.current != nil, words)
    Issue.record(Comment(rawValue: words), sourceLocation: place)
    return nil
  }
}
