import GameTesting
import SwiftGameLoop
import Testing

@testable import Rocks

@Suite struct `Rocks, played` {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a bar is there in the first frame, and the title soon, with every asset`() throws {
    let session = try Session(saves: folder.path)
    session.run()
    #expect(session.top is LoadingScreen)
    let bars = session.canvas.commands.filter { if case .rect = $0 { true } else { false } }
    #expect(!bars.isEmpty && session.texts.isEmpty)
    try session.run(until: Title.self, atMost: 10)
    session.run()
    #expect(session.texts.contains("PRESS ENTER"))
    #expect(session.context.assets.progress.isComplete && session.game.scoreBoard.isLoaded)
  }

  @Test func `no asset is missing`() throws {
    let session = try Session(saves: folder.path)
    try session.run(until: Title.self)
    #expect(session.context.assets.progress.failed == [])
  }

  @Test func `without any asset the game can be played all the same`() throws {
    let session = try Session(assets: AssetFolder(path: folder.path), saves: folder.path)
    try session.run(until: { _ in session.texts.first?.contains("rocks/ship.png") ?? false })
    session.tap(.enter)
    try session.start()
    session.run(frames: 200)
    #expect(session.top is Play)
    #expect(session.world.rocks.count == 4)
  }

  @Test func `enter starts a game`() throws {
    let session = try Session(saves: folder.path)
    try session.start()
    #expect(session.top is Play)
    #expect(session.world.lives == World.livesAtFirst)
    #expect(session.texts.contains("WAVE 1"))
  }

  @Test func `keys turn the ship, thrust and shoot`() throws {
    let session = try Session(saves: folder.path)
    try session.start()
    session.hold(Key.right, ticks: 20)
    let ship = try #require(session.world.ship)
    #expect(ship.heading > .degrees(30))

    session.hold(Key.up, ticks: 20)
    let flying = try #require(session.world.ship)
    #expect(flying.body.velocity.x > 20)

    session.hold(.space, ticks: 2)
    #expect(session.world.shots.count == 1)
  }

  @Test func `a gamepad turns the ship, thrusts and shoots`() throws {
    let session = try Session(saves: folder.path)
    try session.start()
    let pad = session.connectGamepad()
    pad.push(.left, to: Vector(-1, 0))
    pad.press(.rightTrigger)
    pad.press(.south)
    session.run(frames: 20)
    let ship = try #require(session.world.ship)
    #expect(ship.heading < .degrees(-30))
    #expect(ship.isThrusting)
    #expect(session.world.shots.count == 2)
  }

  @Test func `other keys can be chosen in a file`() throws {
    try folder.write("{\"shoot\": [\"x\"]}", to: "controls.json")
    let session = try Session(saves: folder.path)
    try session.start()
    session.hold(.space, ticks: 2)
    #expect(session.world.shots.isEmpty)
    session.hold(.letter("x"), ticks: 2)
    #expect(session.world.shots.count == 1)
  }

  @Test func `text is typed where initials are, and nowhere else`() throws {
    let session = try Session(saves: folder.path)
    try session.start()
    #expect(!session.context.textInput.isActive)
    try session.ramUntilGameOver()
    try session.run(until: NewHighScore.self, atMost: 600)
    #expect(session.context.textInput.isActive)
    session.tap(.enter)
    session.run()
    #expect(!session.context.textInput.isActive)
  }

  @Test(arguments: [Key.letter("p"), .escape])
  func `pause freezes the world and lets it go on`(key: Key) throws {
    let session = try Session(saves: folder.path)
    try session.start()
    session.run(frames: 150)
    session.tap(key)
    #expect(session.top is Pause)
    let world = session.world
    session.run(frames: 60)
    #expect(session.world == world)

    session.tap(key)
    #expect(session.top is Play)
    #expect(session.world != world)
  }

  @Test func `the game pauses when another window takes the keyboard`() throws {
    let session = try Session(saves: folder.path)
    try session.start()
    session.setFocus(false)
    session.run()
    #expect(session.top is Pause)
  }

  @Test func `F11 and Alt with Enter toggle full screen and start nothing`() throws {
    let session = try Session(saves: folder.path)
    try session.run(until: Title.self)
    session.tap(.function(11))
    #expect(session.isFullScreen)
    session.press(.leftAlt)
    session.tap(.enter)
    #expect(!session.isFullScreen)
    #expect(session.texts.contains("PRESS ENTER"))
  }

  @Test func `escape leaves the title and the game`() throws {
    let session = try Session(saves: folder.path)
    try session.run(until: Title.self)
    #expect(!session.hasQuit)
    session.tap(.escape)
    #expect(session.hasQuit)
  }

  @Test func `the demo begins after a while, and any key ends it`() throws {
    let session = try Session(saves: folder.path)
    try session.run(until: Demo.self, atMost: 60 * 20)
    session.run(frames: 300)
    #expect(session.texts.contains("DEMO - PRESS ANY KEY"))
    #expect(session.world.ship != nil)

    session.tap(.space)
    try session.run(until: Title.self)
    #expect(session.texts.contains("PRESS ENTER"))
    #expect(try folder.files == [])
  }

  @Test func `with nobody there the demo begins by itself, and saves nothing`() throws {
    let session = try Session(saves: folder.path, isUnattended: true)
    session.run(frames: 60 * 60)
    #expect(session.top is Demo)
    #expect(session.world.score > 1000)
    session.end()
    #expect(try folder.files == [])
  }

  @Test func `the same seed plays the same pictures`() throws {
    let sessions = try (0..<2).map { _ in
      try Session(seed: 7, saves: folder.path, isUnattended: true)
    }
    for session in sessions { session.run(frames: 900) }
    #expect(sessions[0].world == sessions[1].world)
    #expect(sessions[0].canvas.commands == sessions[1].canvas.commands)
  }
}
