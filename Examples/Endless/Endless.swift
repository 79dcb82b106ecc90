// Endless: flies over a landscape without end, which is made on job threads while it comes into view.
//
// Run it with `Examples/run Endless`. Fly with the arrow keys, W A S D or a stick, Space or the lower button of a
// gamepad is full speed; left alone, the plane flies by itself. You see no hitch, however fast: the map shows chunks
// being made (yellow) ahead of the plane. T makes the same chunks inside of the tick instead, as a game without threads
// would, and the times of the frames show it. P pauses, G hides the times, Escape leaves.
// Without a display: `Examples/run Endless --headless --frames 600 --screenshot endless.png`.
//
// Where to begin: `Chunks` begins, cancels and takes in what `ChunkPicture` makes of a `Landscape`.

import SwiftGameLoop

@main
final class Endless: Game {
  static let settings = GameSettings(
    title: "Endless", size: Vector(640, 360), background: Color(0x8fa9c2),
    completionBudget: CompletionBudget(.time(.milliseconds(2))))

  private let context: GameContext
  let chunks: Chunks
  var plane: Plane
  private let sky: Sky
  private var display: Display
  private(set) var log = FrameLog()
  private var planePicture: Texture?
  private var seconds: Float = 0
  private var showsTimes: Bool
  /// What the picture's middle looks at, and did a tick before.
  private var eye: Vector
  /// How far that is ahead of the plane.
  private var lead = Vector.zero
  private var eyeBefore: Vector

  init(_ context: GameContext) throws {
    self.context = context
    chunks = Chunks(of: Landscape(seed: context.seed), context)
    sky = Sky(context)
    display = Display(context)
    plane = Plane(isAlone: context.isUnattended)
    // Pictures of play without a display are the same each time, and times are not.
    showsTimes = !context.isUnattended
    eye = plane.position
    eyeBefore = plane.position
    bindActions()
    try context.run { _ in
      PlanePicture.image()
    } completion: { [weak self] result in
      self?.planePictureCame(result)
    }
  }

  /// The loop lets go of its game when it is over.
  isolated deinit { print(log.description(chunks)) }

  private func bindActions() {
    let actions = context.actions
    actions.bind(.fly, to: .arrowKeys, .wasd, .stick(.left), .directionPad)
    actions.bind(.boost, to: .key(.space), .gamepad(.south))
    actions.bind(.changeWay, to: .key(.letter("t")), .gamepad(.west))
    actions.bind(.showTimes, to: .key(.letter("g")), .gamepad(.north))
    actions.bind(.pause, to: .key(.letter("p")), .gamepad(.start))
    actions.bind(.fullScreen, to: .key(.function(11)))
    actions.bind(.leave, to: .key(.escape))
  }

  private func planePictureCame(_ result: Result<Image, AsyncError>) {
    do {
      planePicture = try context.assets.texture(of: result.get(), named: "plane")
    } catch AsyncError.cancelled {
      // The game has ended.
    } catch {
      report("There is no plane: \(error)")
    }
  }

  // MARK: Ticks

  func update(_ tick: Tick) {
    let actions = tick.actions
    if actions.wasPressed(.changeWay) {
      chunks.way = chunks.way == .onJobThreads ? .insideTheTick : .onJobThreads
    }
    if actions.wasPressed(.showTimes) { showsTimes.toggle() }
    if actions.wasPressed(.pause) { context.loop.isPaused.toggle() }
    if actions.wasPressed(.fullScreen) { context.window.isFullScreen.toggle() }
    if actions.wasPressed(.leave) { context.quit() }

    plane.fly(to: actions.direction(.fly), boosts: actions.isHeld(.boost), tick)
    seconds += tick.seconds
    sky.pass(seconds: tick.seconds)
    eyeBefore = eye
    lead += (plane.velocity * 0.16 - lead) * min(1, 3 * tick.seconds)
    eye = plane.position + lead
    chunks.follow(middleOfChunks, seconds: tick.seconds)
  }

  /// More is made where the plane is going than where it was.
  private var middleOfChunks: Vector { eye + plane.velocity * 0.25 }

  // MARK: Pictures

  func draw(on canvas: inout Canvas, _ frame: Frame) {
    log.take(context.statistics, chunks)
    // Whole pixels: the chunks lie edge to edge.
    let eye = Vector.interpolated(from: eyeBefore, to: eye, at: frame.fraction)
      .rounded(.toNearestOrEven)
    canvas.camera = Camera(target: eye, anchor: canvas.size / 2)
    drawGround(on: &canvas)
    canvas.camera = .still
    sky.draw(shadows: true, above: eye, on: &canvas)
    drawPlane(seenFrom: eye, frame, on: &canvas)
    display.drawMap(of: chunks, around: middleOfChunks, plane: plane.position, on: &canvas)
    if showsTimes {
      display.drawTimes(context.statistics, log, way: chunks.way, on: &canvas)
    }
  }

  private func drawGround(on canvas: inout Canvas) {
    let seen = canvas.camera.visibleRect(in: canvas.size)
    let (first, last) = (ChunkPlace(of: seen.origin), ChunkPlace(of: seen.end))
    for y in first.y...last.y {
      for x in first.x...last.x {
        let place = ChunkPlace(x: x, y: y)
        let fading = Self.fading(chunks[place])
        if fading < 1, let mist = sky.mist { canvas.draw(mist, in: place.rect) }
        guard fading > 0, let texture = chunks[place]?.texture else { continue }
        canvas.draw(texture, in: place.rect, tint: Color.white.faded(to: fading))
      }
    }
    for y in first.y...last.y {
      for x in first.x...last.x {
        if let chunk = chunks[ChunkPlace(x: x, y: y)] { drawGlints(of: chunk, on: &canvas) }
      }
    }
  }

  /// From 0, not there, to 1.
  private static func fading(_ chunk: Chunk?) -> Float {
    guard let chunk, chunk.texture != nil else { return 0 }
    return smoothStep(chunk.age, from: 0, to: 0.5)
  }

  private func drawGlints(of chunk: Chunk, on canvas: inout Canvas) {
    let corner = chunk.place.rect.origin
    let sun = canvas.camera.target - canvas.size * 0.16
    for glint in chunk.glints {
      let turns = seconds * 0.45 + glint.phase
      // Lit for an eighth of the time.
      let light = 1 - (turns - turns.rounded(.down)) * 8
      guard light > 0 else { continue }
      let place = corner + glint.offset
      // Most where the sea mirrors the sun.
      let mirrored = 0.3 + 0.7 * smoothStep(place.distance(to: sun), from: 230, to: 30)
      let strength = (1 - abs(2 * light - 1)) * mirrored * min(1, chunk.age)
      let color = Color(0xfff8e4).faded(to: strength)
      canvas.fill(Rect(x: place.x - 1, y: place.y, width: 3, height: 1), color)
      if strength > 0.4 {
        canvas.fill(Rect(x: place.x, y: place.y - 1, width: 1, height: 3), color)
      }
    }
  }

  /// The plane flies over the clouds.
  private func drawPlane(seenFrom eye: Vector, _ frame: Frame, on canvas: inout Canvas) {
    let position = Vector.interpolated(
      from: plane.before, to: plane.position, at: frame.fraction)
    let place = (position - eye + canvas.size / 2).rounded(.toNearestOrEven)
    func draw(isShadow: Bool, at place: Vector) {
      guard let planePicture else { return }
      let source = PlanePicture.source(heading: plane.heading, isShadow: isShadow)
      canvas.draw(planePicture, at: place, source: source)
    }
    draw(isShadow: true, at: place + Vector(30, 38))
    sky.draw(shadows: false, above: eye, on: &canvas)
    draw(isShadow: false, at: place)
  }
}

extension Action {
  fileprivate static let fly: Action = "fly"
  fileprivate static let boost: Action = "boost"
  fileprivate static let changeWay: Action = "change the way"
  fileprivate static let showTimes: Action = "show times"
  fileprivate static let pause: Action = "pause"
  fileprivate static let fullScreen: Action = "full screen"
  fileprivate static let leave: Action = "leave"
}
