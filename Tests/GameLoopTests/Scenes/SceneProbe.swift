import GameLoop
import TaskQueues
import TestSupport

/// What the scenes of a test have been told, in order.
final class SceneLog {
  private var calls: [String] = []

  func append(_ call: String) { calls.append(call) }
  func take() -> [String] {
    defer { calls = [] }
    return calls
  }
}

/// A scene that tells what is called when.
final class ProbeScene: Scene {
  let stage: Stage
  let name: String
  let log: SceneLog
  var isOverlay = false
  var pausesBelow = true
  var onEnter: () -> Void = {}
  var onLeave: () -> Void = {}
  var onUpdate: (Tick) -> Void = { _ in }
  var onDraw: (inout Canvas, Frame) -> Void = { _, _ in }
  var onLoad: @MainActor () async throws -> Void = {}

  init(_ stage: Stage, _ name: String, _ log: SceneLog) {
    self.stage = stage
    self.name = name
    self.log = log
  }

  // What is done once is let go of then: it may hold the scene.
  func load() async throws {
    let onLoad = onLoad
    self.onLoad = {}
    try await onLoad()
  }
  func enter() {
    log.append("\(name) enters")
    let onEnter = onEnter
    self.onEnter = {}
    onEnter()
  }
  func leave() {
    log.append("\(name) leaves")
    let onLeave = onLeave
    self.onLeave = {}
    onLeave()
  }
  func pause() { log.append("\(name) pauses") }
  func resume() { log.append("\(name) resumes") }
  func update(_ tick: Tick) {
    log.append("\(name) ticks")
    onUpdate(tick)
  }
  func draw(on canvas: inout Canvas, _ frame: Frame) {
    canvas.text(name, at: .zero)
    onDraw(&canvas, frame)
  }
}

/// Shows how far a scene has loaded.
final class ProbeLoading: Scene {
  let stage: Stage
  let loading: Loading

  init(_ stage: Stage, _ loading: Loading) {
    self.stage = stage
    self.loading = loading
  }

  func draw(on canvas: inout Canvas, _ frame: Frame) {
    canvas.text("\(Int(loading.fraction * 100)) %", at: .zero)
    for failure in loading.failures { canvas.text(failure, at: .zero) }
  }
}

/// A game of scenes, and nothing else.
final class ProbeSceneGame: SceneGame {
  static let settings = GameSettings(title: "Scenes", size: Vector(320, 180))
  let scenes: SceneStack
  let log = SceneLog()

  init(_ context: GameContext) {
    scenes = SceneStack(context) { [log] in ProbeScene($0, "A", log) }
  }
}

/// A game of scenes that a test plays.
final class SceneSession {
  let host = TestHost()
  let loop: FrameLoop<ProbeSceneGame>

  init(
    assets: String = "/nonexistent", saves: String = "/nonexistent", jobThreads: Int = 0
  ) throws {
    var configuration = LoopConfiguration.stepped(
      seed: 1, assets: AssetFolder(path: assets), saves: SaveFolder(path: saves))
    configuration.jobThreads = jobThreads
    loop = try FrameLoop<ProbeSceneGame>(host: host, configuration: configuration)
  }

  isolated deinit { loop.end() }

  var scenes: SceneStack { loop.game.scenes }
  var names: [String] { scenes.all.compactMap { ($0 as? ProbeScene)?.name } }

  /// - Returns: what the scenes were told in the last of the frames.
  @discardableResult
  func run(frames: Int = 1) -> [String] {
    var calls: [String] = []
    for _ in 0..<frames {
      loop.runFrame()
      calls = loop.game.log.take()
    }
    return calls
  }

  /// Makes scenes of a name.
  func scene(
    _ name: String, isOverlay: Bool = false, pausesBelow: Bool = true,
    _ prepare: @escaping (ProbeScene) -> Void = { _ in }
  ) -> (Stage) -> ProbeScene {
    { [log = loop.game.log] stage in
      let scene = ProbeScene(stage, name, log)
      scene.isOverlay = isOverlay
      scene.pausesBelow = pausesBelow
      prepare(scene)
      return scene
    }
  }

  var top: ProbeScene? { scenes.top as? ProbeScene }
}
