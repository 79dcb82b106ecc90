import GameLoop
import TestSupport
import Testing

@Suite("Scenes that change")
struct ScenesChangeTests {
  private let session: SceneSession

  init() throws { session = try SceneSession() }

  @Test func `the first one enters before the first tick`() {
    #expect(session.names == [])
    #expect(session.run() == ["A enters", "A ticks"])
    #expect(session.host.texts == ["A"])
  }

  @Test func `one that is pushed has the one below pause, until it is popped`() {
    session.run()
    session.scenes.push(session.scene("B"))
    #expect(session.run() == ["A pauses", "B enters", "B ticks"])
    #expect(session.names == ["A", "B"])
    session.scenes.pop()
    #expect(session.run() == ["B leaves", "A resumes", "A ticks"])
  }

  @Test func `one that replaces another leaves those below as they are`() {
    session.run()
    session.scenes.push(session.scene("B"))
    session.run()
    session.scenes.replace(session.scene("C"))
    #expect(session.run() == ["B leaves", "C enters", "C ticks"])
    #expect(session.names == ["A", "C"])
  }

  @Test func `all leave from the uppermost down`() {
    session.run()
    session.scenes.push(session.scene("B"))
    session.scenes.push(session.scene("C"))
    #expect(
      session.run() == ["A pauses", "B enters", "B pauses", "C enters", "C ticks"])
    session.scenes.replaceAll(session.scene("D"))
    #expect(session.run() == ["C leaves", "B leaves", "A leaves", "D enters", "D ticks"])
    #expect(session.names == ["D"])
  }

  @Test func `a scene that pops itself takes with it what is above`() {
    session.run()
    session.scenes.push(session.scene("B"))
    session.scenes.push(session.scene("C"))
    session.run()
    session.scenes.all[1].stage.pop()
    #expect(session.run() == ["C leaves", "B leaves", "A resumes", "A ticks"])
  }

  @Test func `a scene that is popped twice leaves once`() {
    session.run()
    session.scenes.push(session.scene("B"))
    session.run()
    let stage = session.top?.stage
    stage?.pop()
    stage?.pop()
    session.run()
    stage?.pop()
    session.run()
    #expect(session.names == ["A"])
  }

  @Test func `what has left changes nothing any more`() {
    session.run()
    let stage = session.top?.stage
    session.scenes.replace(session.scene("B"))
    session.run()
    stage?.push(session.scene("C"))
    session.run()
    #expect(session.names == ["B"])
  }

  @Test func `changes come after the update that asked for them, before the picture`() {
    session.run()
    session.top?.onUpdate = { [unowned session] _ in
      session.top?.stage.push(session.scene("B"))
      session.loop.game.log.append("asked")
    }
    #expect(session.run() == ["A ticks", "asked", "A pauses", "B enters"])
    #expect(session.host.texts == ["B"])
    #expect(session.run() == ["B ticks"])
  }

  @Test func `a scene may ask for the next one when it enters`() {
    session.run()
    session.scenes.push(
      session.scene("B") { scene in
        scene.onEnter = { [session] in scene.stage.replace(session.scene("C")) }
      })
    #expect(
      session.run() == ["A pauses", "B enters", "B leaves", "C enters", "C ticks"])
  }

  @Test func `a scene may be pushed in a completion`() throws {
    session.run()
    let stage = try #require(session.top).stage
    try stage.run {
      _ in
      7
    } completion: { [session] _ in
      stage.push(session.scene("B"))
      session.loop.game.log.append("completed")
    }
    #expect(session.run() == ["completed", "A pauses", "B enters", "B ticks"])
  }

  @Test func `a press that changes the scene is seen once`() {
    session.run()
    var seen: [String] = []
    session.top?.onUpdate = { [unowned session] tick in
      guard tick.input.wasPressed(.enter) else { return }
      seen.append("A")
      session.top?.stage.push(
        session.scene("B") {
          $0.onUpdate = { if $0.input.wasPressed(.enter) { seen.append("B") } }
        })
    }
    session.host.press(.enter)
    session.run(frames: 3)
    #expect(seen == ["A"])
    #expect(session.names == ["A", "B"])
  }

  @Test func `the game quits when the last one has left`() {
    session.run()
    session.scenes.pop()
    #expect(!session.loop.isOver)
    session.run()
    #expect(session.loop.isOver)
    // Its last picture stays.
    #expect(session.host.texts == ["A"])
  }
}
