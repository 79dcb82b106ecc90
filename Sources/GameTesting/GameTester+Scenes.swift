import GameLoop

extension GameTester where G: SceneOwner {
  /// Runs frames until a scene of a type is played: it is the uppermost, and no transition to it runs any more, so that it
  /// sees what is pressed next.
  ///
  ///     tester.tap(.enter)
  ///     let level = try tester.run(until: Level.self)
  ///
  /// - Parameter frames: how many it may take.
  /// - Returns: the scene.
  /// - Throws: `GameTestFailure` if it is not played after the last of them, or when the game has quit.
  @discardableResult
  public func run<S: Scene>(
    until scene: S.Type, atMost frames: Int = 600, file: String = #fileID, line: Int = #line
  ) throws -> S {
    var found: S?
    try run(
      until: { game in
        found = game.scenes.isInTransition ? nil : game.scenes.top as? S
        return found != nil
      }, atMost: frames, orElse: "no scene \(S.self) was played", at: "\(file):\(line)")
    guard let found else { preconditionFailure("a wait that ended well has found what it is for") }
    return found
  }
}
