/// The scenes of a game, one over the other: the uppermost is played.
///
///     stage.push(Pause.init)                                   // over what is there
///     stage.pop()                                              // back to it
///     stage.replace(through: .fade(.black)) { Level($0, number: 2) }
///     stage.replace(loading: LoadingScreen.init) { Level($0, number: 2) }
///
/// All four may be called at any time on the main thread: in an update, in a completion, in a task, and in `enter`. The
/// new scene is made at once. The stack changes between ticks, in the order of the calls: after the update that asked, or
/// before the next. So a press that changes the scene is seen by the old scene only.
///
/// In a change the scenes that leave are told first, from the uppermost down; then those that pause; then the new
/// one enters; then those go on that nothing pauses any more.
///
/// While a transition runs, also in a pause, no scene is updated, and what is asked for takes effect after it. Presses
/// meanwhile are seen by nobody; what is held still is afterwards. When the last scene has left, the game quits. When a
/// game ends otherwise, all scenes leave, from the uppermost down: each scene that has entered leaves, once.
public final class SceneStack {
  public let context: GameContext
  /// Whether work that goes on when its scene has left is named, on standard error and in `stragglers`. It takes two
  /// seconds to be one.
  public var namesStragglers = isDebugBuild
  /// What has gone on after its scene had left.
  public var stragglers: [Straggler] { departures.stragglers }

  var scenes: [StagedScene] = []
  var changes: [SceneChange] = []
  var loadings: [Loading] = []
  var transition: RunningTransition?
  var departures = Departures()
  /// Whether the last picture is one of other scenes.
  var hasChanged = true

  /// - Parameter first: makes the first scene, which enters before the first tick.
  public init<S: Scene>(
    _ context: GameContext, loading: LoadingScene? = nil, _ first: (Stage) throws -> S
  ) rethrows {
    self.context = context
    context.willEnd.append { [weak self] in self?.end() }
    try change(.onTop, CutTransition(), loading, first)
  }

  /// From the lowest to the uppermost.
  public var all: [any Scene] { scenes.map(\.scene) }
  /// The uppermost scene. While a transition to it runs, it is not updated yet and sees no press: see `isInTransition`.
  public var top: (any Scene)? { scenes.last?.scene }
  /// Whether a transition runs.
  public var isInTransition: Bool { transition != nil }

  // MARK: Changes

  /// Has a scene enter over those that are there.
  ///
  /// - Parameter loading: makes a scene that is shown until the new one has loaded: see `Loading`.
  public func push<S: Scene, T: Transition>(
    through transition: T = CutTransition(), loading: LoadingScene? = nil,
    _ scene: (Stage) throws -> S
  ) rethrows {
    try change(.onTop, transition, loading, scene)
  }

  /// Has a scene enter in place of the uppermost.
  public func replace<S: Scene, T: Transition>(
    through transition: T = CutTransition(), loading: LoadingScene? = nil,
    _ scene: (Stage) throws -> S
  ) rethrows {
    try change(.at(nil), transition, loading, scene)
  }

  /// Has a scene enter in place of all.
  public func replaceAll<S: Scene, T: Transition>(
    through transition: T = CutTransition(), loading: LoadingScene? = nil,
    _ scene: (Stage) throws -> S
  ) rethrows {
    try change(.all, transition, loading, scene)
  }

  /// Has the uppermost scene leave. After the last one the game quits.
  public func pop<T: Transition>(through transition: T = CutTransition()) {
    changes.append(SceneChange(place: .at(nil), transition: transition))
  }

  // MARK: In a game

  /// Moves the scenes on by one tick.
  public func update(_ tick: Tick) {
    followLoadings()
    applyChanges()
    if let transition {
      transition.advance(by: transitionStep)
      if transition.isOver { self.transition = nil }
      hasChanged = true
    } else {
      updateScenes(tick)
    }
    applyChanges()
    departures.tickEnded()
    if scenes.isEmpty && changes.isEmpty && transition == nil { context.quit() }
  }

  /// A transition takes its time from the player, not from the game: it goes on in a pause, and is not slowed down.
  private var transitionStep: Duration {
    let time = context.loop
    return time.isPaused || time.speed == 1 ? time.tickLength : time.tickLength / time.speed
  }

  private func updateScenes(_ tick: Tick) {
    var isCovered = false
    for index in scenes.indices.reversed() {
      scenes[index].stage.wasUpdated = !isCovered
      if isCovered { continue }
      scenes[index].scene.update(tick)
      isCovered = scenes[index].scene.pausesBelow
    }
  }

  /// Whether the picture is another than the last one.
  public var needsDrawing: Bool {
    // Of a game that quits the last picture stays.
    if scenes.isEmpty && transition == nil { return false }
    if hasChanged { return true }
    for scene in scenes[firstVisible...] where scene.scene.needsDrawing { return true }
    return false
  }

  /// Draws the scenes that are seen.
  public func draw(on canvas: inout Canvas, _ frame: Frame) {
    hasChanged = false
    guard let transition else { return visible.draw(on: &canvas, frame) }
    do {
      try transition.draw(to: visible, on: &canvas, frame, context)
    } catch {
      report("A transition is left out: \(error)")
      self.transition = nil
      visible.draw(on: &canvas, frame)
    }
  }

  var visible: ArraySlice<StagedScene> { scenes[firstVisible...] }

  private var firstVisible: Int {
    var index = scenes.endIndex
    while index > 0 {
      index -= 1
      if !scenes[index].scene.isOverlay { break }
    }
    return index
  }

  private static var isDebugBuild: Bool {
    #if DEBUG
      true
    #else
      false
    #endif
  }
}

extension SceneStack: CustomStringConvertible {
  /// The names of the scenes, from the lowest to the uppermost.
  public var description: String {
    let names = scenes.map(\.stage.name).joined(separator: ", ")
    return "[\(names)]\(isInTransition ? " in a transition" : "")"
  }
}

extension ArraySlice<StagedScene> {
  /// Draws scenes one over the other, whatever their layers.
  func draw(on canvas: inout Canvas, _ frame: Frame) {
    for (index, scene) in zip(indices, self) {
      if index > startIndex { canvas.flatten() }
      let fraction = scene.stage.wasUpdated ? frame.fraction : 1
      scene.scene.draw(on: &canvas, Frame(number: frame.number, fraction: fraction))
    }
  }
}
