import GameTesting
import SwiftGameLoop
import Testing

@testable import Rocks

@Suite struct `The scenes` {
  private let session: Session

  init() throws { session = try Session(seed: 3) }

  @Test func `do not start a game before everything is loaded`() throws {
    session.press(.enter)
    session.run()
    #expect(session.top is LoadingScreen)
    session.release(.enter)
    try session.run(until: Title.self)
    session.run(frames: 60)
    #expect(session.top is Title)
  }

  @Test func `go from title to demo and back, if nobody touches anything`() throws {
    try session.run(until: Demo.self, atMost: 60 * 16)
    try session.run(until: Title.self, atMost: 60 * 77)
    try session.run(until: Demo.self, atMost: 60 * 16)
  }

  @Test func `put the demo off while keys are pressed`() throws {
    try session.run(until: Title.self)
    for _ in 0..<4 {
      session.run(frames: 60 * 10)
      session.tap(Key.left)
    }
    #expect(session.top is Title)
  }

  @Test func `stay with a demo that nobody watches until it is lost`() throws {
    let session = try Session(seed: 3, isUnattended: true)
    try session.run(until: Demo.self)
    session.run(frames: 60 * 80)
    // The player is too good to lose soon.
    var lost = World(seed: 1)
    lost.lives = 0
    lost.ship = nil
    try #require(session.scene(Demo.self)).flight = Flight(lost)
    session.run(frames: 60 * 3)
    #expect(session.top is Demo)
    try session.run(until: Title.self, atMost: 60 * 2)
    try session.run(until: Demo.self)
  }

  @Test func `show the end of a game to whoever hammers on the keys`() throws {
    try session.start()
    try session.ramUntilGameOver()
    for _ in 0..<28 { session.tap(.enter) }
    #expect(session.top is GameOver)
    session.run(frames: 10)
    session.tap(.enter)
    #expect(session.top is NewHighScore)
  }

  @Test func `drift on behind the end of a game, and no key reaches it`() throws {
    try session.start()
    try session.ramUntilGameOver()
    let world = session.world
    session.tap(.letter("p"))
    session.run(frames: 30)
    #expect(session.top is GameOver && session.game.scenes.all.count == 2)
    #expect(session.world != world)
  }

  @Test func `count what the last shots hit after the end`() throws {
    try session.start()
    var world = World(seed: 1)
    world.wave = Wave(number: 1)
    world.lives = 1
    world.ship = Ship(at: Space.center, shieldedFor: .zero)
    world.rocks = [Space.center, Space.center + Vector(0, 100)].map { place in
      Rock(.large, at: place, towards: .zero, pace: 0, random: &world.random)
    }
    world.shots = [
      Shot(from: .ship, at: Space.center + Vector(0, 50), velocity: Vector(0, 300))
    ]
    try #require(session.scene(Play.self)).flight = Flight(world)
    session.run()
    #expect(session.world.isOver)
    let score = session.world.score
    try session.run(until: NewHighScore.self, atMost: 60 * 5)
    #expect(session.world.score > score)
    #expect(session.texts.filter { $0 == "\(session.world.score)" }.count == 2)
  }

  @Test func `show the table after a score that is not among the best, and then the title`() throws
  {
    let session = session
    try session.start()
    for name in 0..<10 {
      let entry = HighScores.Entry(name: "AAA", score: 900_000 + name, wave: 99)
      _ = session.game.scoreBoard.add(entry)
    }
    try session.ramUntilGameOver()
    try session.run(until: Scores.self, atMost: 60 * 5)
    #expect(session.scene(Scores.self)?.marked == nil)
    try session.run(until: Title.self, atMost: 60 * 22)
    #expect(session.game.scenes.all.count == 1)
  }

  @Test func `lead from pause to the title`() throws {
    try session.start()
    session.tap(.letter("p"))
    #expect(session.top is Pause)
    session.tap(.letter("q"))
    try session.run(until: Title.self)
    #expect(session.game.scenes.all.count == 1)
  }

  @Test func `pause once, however often the keyboard goes while a scene fades in`() throws {
    try session.run(until: Title.self)
    session.tap(.enter)
    #expect(session.game.scenes.isInTransition)
    for hasFocus in [false, true, false, true, false] {
      session.setFocus(hasFocus)
      session.run()
    }
    try session.run(until: Pause.self)
    session.tap(.letter("p"))
    session.run(frames: 2)
    #expect(session.top is Play && session.game.scenes.all.count == 1)
  }

  @Test func `end the engine's sound with the pause, and begin it again after`() throws {
    func engines() -> Int { session.sounds.count { $0.name == "rocks/thrust.wav" && $0.loops } }
    try session.start()
    session.press(Key.up)
    session.run(frames: 20)
    #expect(engines() == 1)
    session.tap(.letter("p"))
    session.run(frames: 20)
    #expect(engines() == 1)
    session.tap(.letter("p"))
    session.run(frames: 5)
    #expect(engines() == 2)
  }

  @Test func `are told by what is heard`() throws {
    try session.start()
    session.tap(.letter("p"))
    session.tap(.letter("p"))
    try session.ramUntilGameOver()
    try session.run(until: NewHighScore.self, atMost: 60 * 5)
    let chosen = session.sounds.filter { $0.name == "rocks/select.wav" && $0.mix.volume == 1 }
    #expect(chosen.count == 3)
    #expect(session.sounds.last?.name == "rocks/high-score.wav")
    #expect(session.sounds.contains { $0.name == "rocks/game-over.wav" })
  }
}
