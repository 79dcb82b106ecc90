import GameTesting
import SwiftGameLoop
import Testing

// A game of scenes, written and tested as its author would.
private final class Caves: SceneGame {
  static let settings = GameSettings(title: "Caves", size: Vector(160, 90))
  let scenes: SceneStack

  init(_ context: GameContext) { scenes = SceneStack(context, Title.init) }
}

private final class Title: Scene {
  let stage: Stage
  init(_ stage: Stage) { self.stage = stage }

  func update(_ tick: Tick) {
    if tick.input.wasPressed(.enter) {
      stage.replace(through: .slide(.left, over: .milliseconds(500)), loading: LoadingScreen.init) {
        Cave($0, wall: "rocks/rock-large-1.png")
      }
    }
    if tick.input.wasPressed(.letter("x")) {
      stage.replace(loading: LoadingScreen.init) { Cave($0, wall: "caves/none.png") }
    }
  }

  func draw(on canvas: inout Canvas, _ frame: Frame) {
    canvas.clear(Color(0x203040))
    canvas.text("Caves", in: canvas.bounds, alignment: .center, vertical: .middle)
  }
}

private final class Cave: Scene {
  let stage: Stage
  let wall: Texture
  var depth = 0

  init(_ stage: Stage, wall: String) {
    self.stage = stage
    self.wall = stage.assets.texture(wall)
  }

  func update(_ tick: Tick) {
    depth += 1
    if tick.input.wasPressed(.escape) { stage.push(Pause.init) }
  }

  func draw(on canvas: inout Canvas, _ frame: Frame) {
    canvas.clear(Color(0x402010))
    canvas.draw(wall, at: canvas.bounds.center, layer: 3)
  }
}

private final class Pause: Scene {
  let stage: Stage
  let isOverlay = true
  init(_ stage: Stage) { self.stage = stage }

  func update(_ tick: Tick) {
    if tick.input.wasPressed(.escape) { stage.pop() }
    if tick.input.wasPressed(.letter("q")) {
      stage.scenes?.replaceAll(through: .fade(), Title.init)
    }
  }

  func draw(on canvas: inout Canvas, _ frame: Frame) {
    canvas.fill(canvas.bounds, Color(0x000000, alpha: 140))
    canvas.text("Pause", in: canvas.bounds, alignment: .center, vertical: .middle)
  }
}

@Suite("A game of scenes, played") struct CavesTests {
  private let tester: GameTester<Caves>

  init() throws {
    tester = try GameTester()
    tester.run()
  }

  @Test func `the next scene slides in when it has loaded`() throws {
    tester.tap(.enter)
    try tester.run(until: { $0.scenes.top is LoadingScreen })
    try tester.run(until: { $0.scenes.top is Cave })
    tester.run(frames: 15)
    #expect(tester.game.scenes.isInTransition)
    try tester.expectPicture(named: "Caves, loaded")
    try tester.run(until: Cave.self)
    #expect(tester.game.scenes.all.count == 1)
  }

  @Test func `a wait for a scene ends when it sees what is pressed`() throws {
    tester.tap(.enter)
    try tester.run(until: { $0.scenes.top is Cave })
    tester.tap(.escape)
    #expect(tester.game.scenes.isInTransition)
    let cave = try tester.run(until: Cave.self)
    #expect(cave === tester.game.scenes.top)
    tester.tap(.escape)
    #expect(tester.game.scenes.top is Pause)
  }

  @Test func `a pause lies over the cave, which stands still`() throws {
    tester.tap(.enter)
    let cave = try tester.run(until: Cave.self)
    tester.tap(.escape)
    let depth = cave.depth
    tester.run(frames: 20)
    #expect(cave.depth == depth)
    try tester.expectPicture(named: "Caves, paused")
    tester.tap(.escape)
    #expect(cave.depth == depth + 1)

    tester.tap(.escape)
    tester.tap(.letter("q"))
    tester.run(frames: 6)
    try tester.expectPicture(named: "Caves, left")
    try tester.run(until: Title.self)
  }

  @Test func `what could not be loaded is seen, with a way back`() throws {
    tester.tap(.letter("x"))
    try tester.run(until: { !$0.scenes.isInTransition && $0.scenes.top is LoadingScreen })
    tester.run(frames: 5)
    #expect(tester.texts.first?.contains("asset caves/none.png") == true)
    tester.tap(.escape)
    #expect(tester.texts == ["Caves"])
  }

  @Test func `a wait that was in vain says which scenes there were`() throws {
    tester.tap(.enter)
    try tester.run(until: Cave.self)
    tester.tap(.escape)
    let failure = #expect(throws: GameTestFailure.self) {
      try tester.run(until: Title.self, atMost: 10)
    }
    let words = failure?.description ?? ""
    #expect(words.contains(": no scene Title was played after 10 frames. In frame "))
    #expect(words.contains("scenes = [Cave, Pause]\n"))
    #expect(words.contains("stage = Pause\n") && words.contains("the texts \"Pause\""))
  }
}
