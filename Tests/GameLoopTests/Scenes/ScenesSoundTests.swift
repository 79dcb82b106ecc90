import TestSupport
import Testing

@testable import GameLoop

@Suite("A sound that a scene repeats")
struct ScenesSoundTests {
  private let session: SceneSession
  private let engine = Sound(name: "engine", id: AssetID(number: 1))
  private let stage: Stage

  init() throws {
    session = try SceneSession()
    session.run()
    engine.state = .ready
    engine.length = .seconds(1)
    stage = try #require(session.top).stage
    session.top?.onUpdate = { [stage, engine] _ in stage.loop(engine, while: true) }
    session.run(frames: 30)
  }

  private var begins: Int {
    session.host.sounds.count { if case .play = $0 { true } else { false } }
  }
  private var ends: Int { session.host.sounds.count { if case .stop = $0 { true } else { false } } }

  @Test func `goes on while the scene says so`() {
    #expect(begins == 1 && ends == 0)
    session.top?.onUpdate = { [stage, engine] _ in stage.loop(engine, while: false) }
    session.run(frames: 30)
    #expect(begins == 1 && ends == 1)
  }

  @Test func `ends while the scene stands still, and begins again`() {
    session.scenes.push(session.scene("Pause"))
    session.run(frames: 30)
    #expect(begins == 1 && ends == 1)
    session.scenes.pop()
    session.run(frames: 30)
    #expect(begins == 2 && ends == 1)
  }

  @Test func `goes on under a scene that pauses nothing`() {
    session.scenes.push(session.scene("Message", isOverlay: true, pausesBelow: false))
    session.run(frames: 30)
    #expect(begins == 1 && ends == 0)
  }

  @Test func `ends when the scene leaves, and cannot begin after`() {
    session.scenes.replace(session.scene("B"))
    session.run(frames: 30)
    #expect(begins == 1 && ends == 1)
    stage.loop(engine, while: true)
    session.run(frames: 30)
    #expect(begins == 1)
  }
}
