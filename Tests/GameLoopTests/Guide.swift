import GameLoop
import TaskQueues

// The pieces of code that the README shows under "A game, piece by piece", word for word: here they are compiled.

extension Action {
  static let dig: Action = "dig"
  static let go: Action = "go"
  static let halt: Action = "halt"
}

nonisolated struct Progress: Codable {
  var best = 0
}

private final class Guide: Game {
  static let settings = GameSettings(
    title: "Caves", size: Vector(320, 180), windowScale: 3, scaling: .wholePixels,
    completionBudget: CompletionBudget(.time(.milliseconds(2))))

  let context: GameContext
  let hero: SpriteSheet
  let spark: Texture
  let coin: Sound
  let theme: Music
  let cave: Document<TileMap>
  var position = Vector.zero
  var lastPosition = Vector.zero
  var camera = Camera(anchor: Vector(160, 90))
  var shake = Shake(strength: 6)
  var walk = AnimationPlayer(Animation(frames: 0..<4, rate: 8))
  var door = Tween(from: Float(0), to: 24, duration: .seconds(1), easing: .out(.bounce))
  var cooldown = Cooldown(.milliseconds(250))
  var dust = Particles(
    capacity: 200, settings: ParticleSettings(rate: 40, lifetime: 0.3...0.8, speed: 5...20), seed: 1
  )
  var random = SeededRandom(seed: 1)  // context.seed, which --seed sets
  var progress = Progress()
  var maze: [[Bool]] = []

  init(_ context: GameContext) throws {
    self.context = context
    hero = context.assets.sheet("hero.png", frameSize: Vector(16, 16))
    spark = context.assets.texture("spark.png")
    coin = context.assets.sound("coin.wav")
    theme = context.assets.music("cave.ogg")
    cave = context.assets.tileMap("maps/cave.tmj")

    context.actions.bind(.dig, to: .key(.space), .gamepad(.south), .mouse(.left))
    context.actions.bind(.go, to: .arrowKeys, .wasd, .stick(.left), .directionPad)
    context.actions.bind(.halt, to: .key(.letter("p")), .gamepad(.start))
    context.actions.restore(from: context.saves)  // controls.json, if there is one

    context.saves.load(Progress.self, from: "progress") { [self] outcome in
      if case .loaded(let saved) = outcome { progress = saved }
      outcome.reportProblem()
    }
  }

  func update(_ tick: Tick) {
    lastPosition = position
    let way = tick.actions.direction(.go) * 80 * tick.seconds
    if tick.actions.wasPressed(.dig) { dig() }
    if tick.actions.wasPressed(.halt) { context.loop.isPaused.toggle() }

    if let map = cave.value {
      let box = Rect(center: position, size: Vector(12, 12))
      let walls = map.cells(of: map.layers[0], touching: box.union(box.moved(by: way)))
      position = box.sliding(by: way, along: walls).rect.center
    }

    walk.update(tick)
    door.update(tick)
    cooldown.update(tick)
    dust.position = position
    dust.update(tick)
    shake.update(tick)
    camera.follow(position, seconds: tick.seconds)
  }

  func draw(on canvas: inout Canvas, _ frame: Frame) {
    // Where it is between the last two ticks: smooth at any rate of display.
    let place = Vector.interpolated(from: lastPosition, to: position, at: frame.fraction)
    canvas.camera = camera.shaken(by: shake)
    if let map = cave.value { canvas.draw(map) }
    canvas.draw(hero, frame: walk.frame, at: place, layer: 2)
    canvas.draw(dust, texture: spark, fraction: frame.fraction)
    canvas.fill(Rect(x: 40, y: 20 + door.value, width: 8, height: 24), .gray)
    canvas.camera = .still
    canvas.text("Depth 12", at: Vector(312, 8), alignment: .right, shadow: .black)
  }

  private func dig() {
    guard cooldown.use() else { return }
    context.sounds.play(coin, volume: 0.6, pitch: 1.2)
    context.sounds.music.crossFade(to: theme, over: .seconds(2))
    shake.add(0.3)
    progress.best = max(progress.best, random.int(1...100))
    context.saves.save(progress, as: "progress")
  }

  private func carveMaze() throws {
    try context.run { _ in
      Self.carve(size: 400)  // on a job thread
    } completion: { [self] result in
      maze = (try? result.get()) ?? []  // on the main thread, between two ticks
    }
  }

  private func carveMazeAwaiting() {
    Task {
      maze = try await context.queue.run { Self.carve(size: 400) }
      try await context.loop.sleep(for: .seconds(2))  // of game time
      shake.add(1)
    }
  }

  nonisolated static func carve(size: Int) -> [[Bool]] {
    Array(repeating: Array(repeating: false, count: size), count: size)
  }
}

private final class Title: Scene {
  let stage: Stage
  let logo: Texture

  init(_ stage: Stage) {
    self.stage = stage
    logo = stage.assets.texture("logo.png")
  }

  func update(_ tick: Tick) {
    guard tick.input.wasPressed(.enter) else { return }
    stage.replace(through: .fade(.black), loading: LoadingScreen.init) { Level($0, number: 1) }
  }

  func draw(on canvas: inout Canvas, _ frame: Frame) { canvas.draw(logo, at: canvas.bounds.center) }
}

private final class Level: Scene {
  let stage: Stage
  let tiles: Texture
  let number: Int

  init(_ stage: Stage, number: Int) {
    self.stage = stage
    self.number = number
    tiles = stage.assets.texture("tiles.png")
  }
}

private final class Caves: SceneGame {
  static let settings = GameSettings(title: "Caves")
  let scenes: SceneStack

  init(_ context: GameContext) { scenes = SceneStack(context, Title.init) }
}
