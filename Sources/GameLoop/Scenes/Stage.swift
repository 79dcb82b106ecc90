import TaskQueues

/// Where a scene stays while it is on the stack: what it has of the game, and what ends with it.
///
///     stage.task { try await stage.context.loop.sleep(for: .seconds(3)); showHint() }
///     try stage.run { _ in Maze(size: 400) } completion: { [self] in maze = try? $0.get() }
///
/// When the scene leaves, its tasks and calls are cancelled, and the sounds that it has repeated with `loop` end. No
/// completion of `run` is called any more. A task sees the end where it waits for anything of this framework: that
/// throws `CancellationError`.
public final class Stage: CustomStringConvertible {
  public let context: GameContext
  /// What the scene is called in errors: the name of its type.
  public let name: String
  /// Owns what is to end with the scene.
  public let scope = CancelScope()
  /// The assets of the scene, which are let go of with it.
  public private(set) lazy var assets = context.assets.group(name)

  public var description: String { name }

  private weak var stack: SceneStack?
  private(set) var hasEnded = false
  private var hasLoaded = false
  /// Whether a scene above has it stand still.
  public internal(set) var isPaused = false { didSet { if isPaused { endLoops() } } }
  /// Whether the last tick moved it.
  var wasUpdated = false
  let work = StageWork()
  /// What is repeated until the scene pauses or leaves.
  var loops: [Sound] = []

  init(on stack: SceneStack, named name: String) {
    self.stack = stack
    self.name = name
    context = stack.context
  }

  /// The scenes of the game. Nil when the game has let go of them.
  public var scenes: SceneStack? { stack }

  // MARK: Changing scenes

  /// Has a scene enter over those that are there.
  ///
  /// What a scene asks for that has left is not done, and reported.
  ///
  /// - Parameter loading: makes a scene that is shown until the new one has loaded: see `Loading`.
  public func push<S: Scene, T: Transition>(
    through transition: T = CutTransition(), loading: LoadingScene? = nil,
    _ scene: (Stage) throws -> S
  ) rethrows {
    try askedStack("push \(S.self)")?.change(.onTop, transition, loading, scene)
  }

  /// Has a scene enter in place of this one and of all above it.
  public func replace<S: Scene, T: Transition>(
    through transition: T = CutTransition(), loading: LoadingScene? = nil,
    _ scene: (Stage) throws -> S
  ) rethrows {
    try askedStack("be replaced with \(S.self)")?.change(.at(self), transition, loading, scene)
  }

  /// Has a scene enter in place of all.
  public func replaceAll<S: Scene, T: Transition>(
    through transition: T = CutTransition(), loading: LoadingScene? = nil,
    _ scene: (Stage) throws -> S
  ) rethrows {
    try askedStack("replace all with \(S.self)")?.change(.all, transition, loading, scene)
  }

  /// Has this scene and all above it leave. Once it has left, this does nothing: it may be asked for twice.
  public func pop<T: Transition>(through transition: T = CutTransition()) {
    if hasEnded { return }
    stack?.changes.append(SceneChange(place: .at(self), transition: transition))
  }

  private func askedStack(_ wish: @autoclosure () -> String) -> SceneStack? {
    if !hasEnded { return stack }
    report("\(name) has left, and cannot \(wish()) any more.")
    return nil
  }

  // MARK: For the stack

  func begin(_ scene: (any Scene)?) {
    guard let scene else { return }
    scene.enter()
    if !hasLoaded { task { try await self.load(scene) } }
  }

  /// Does what the scene wants to be done before it is played.
  func load(_ scene: any Scene) async throws {
    hasLoaded = true
    try await scene.load()
  }

  func end() {
    hasEnded = true
    endLoops()
    scope.end()
  }
}
