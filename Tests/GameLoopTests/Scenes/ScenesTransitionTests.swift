import GameLoop
import TestSupport
import Testing

@Suite("A transition of scenes")
struct ScenesTransitionTests {
  private let session: SceneSession

  init() throws {
    session = try SceneSession()
    session.run()
  }

  @Test func `of a fade shows the old one, then the new one, under a colour`() {
    session.scenes.replace(through: .fade(.red, over: tick * 30), session.scene("B"))
    session.run(frames: 8)
    #expect(session.host.texts == ["A"])
    #expect(session.veil == Color.red.faded(to: 0.5))
    session.run(frames: 15)
    #expect(session.host.texts == ["B"])
    #expect(session.veil == Color.red.faded(to: 0.5))
    session.run(frames: 7)
    #expect(session.host.texts == ["B"] && session.veil == nil)
  }

  @Test func `of a slide shows both, side by side`() {
    session.scenes.replace(through: .slide(.left, over: tick * 31), session.scene("B"))
    session.run(frames: 16)
    let targets = session.host.added
    #expect(
      session.host.canvases.last?.listing {
        $0 == targets.first ? "old" : $0 == targets.last ? "new" : "letters"
      } == """
        paint transition 320×180
          clear #000000
          text "A" letters 8 at 0,0 #ffffff
        paint transition 320×180
          clear #000000
          text "B" letters 8 at 0,0 #ffffff
        clear #000000
        sprite old at -160,0 320×180 #ffffff none
        sprite new at 160,0 320×180 #ffffff none

        """)
    session.run(frames: 15)
    #expect(session.host.texts == ["B"])
    #expect(Set(session.host.removed) == Set(targets) && targets.count == 2)
  }

  @Test func `of an own kind draws what it says`() {
    session.scenes.replace(through: Both(), session.scene("B"))
    session.run()
    #expect(session.host.texts == ["A", "B", "0.25"])
  }

  @Test func `has no scene updated, and both told at its beginning`() {
    session.scenes.replace(through: .fade(.black, over: .seconds(1)), session.scene("B"))
    #expect(session.run() == ["A leaves", "B enters"])
    #expect(session.scenes.isInTransition)
    for _ in 0..<59 { #expect(session.run() == []) }
    #expect(!session.scenes.isInTransition)
    #expect(session.run() == ["B ticks"])
  }

  @Test func `has changes wait for its end`() {
    session.scenes.replace(through: .fade(.black, over: .seconds(1)), session.scene("B"))
    session.run()
    session.scenes.push(session.scene("C"))
    session.run(frames: 58)
    #expect(session.names == ["B"])
    #expect(session.run() == ["B pauses", "C enters"])
  }

  @Test func `out of the last scene ends with the game`() {
    session.scenes.pop(through: .fade(.black, over: .seconds(1)))
    session.run(frames: 59)
    #expect(!session.loop.isOver && session.host.texts == [])
    session.run()
    #expect(session.loop.isOver)
  }

  @Test func `goes on while the game is paused`() {
    session.loop.context.loop.isPaused = true
    session.scenes.replace(through: .fade(.black, over: .seconds(1)), session.scene("B"))
    session.run(frames: 59)
    #expect(session.scenes.isInTransition)
    session.run()
    #expect(!session.scenes.isInTransition)
    #expect(session.run() == ["B ticks"])
    #expect(session.loop.context.loop.now == tick)
  }

  @Test(arguments: [0.25, 4]) func `takes as long in slow and in quick motion`(speed: Double) {
    session.loop.context.loop.speed = speed
    session.scenes.replace(through: .fade(.black, over: .seconds(1)), session.scene("B"))
    session.run(frames: 56)
    #expect(session.scenes.isInTransition)
    session.run(frames: 8)
    #expect(!session.scenes.isInTransition)
  }
}

private let tick = Duration.nanoseconds(16_666_667)

/// Shows both, one over the other.
private struct Both: Transition {
  let length = tick * 2

  func draw(_ scenes: TransitionScenes, on canvas: inout Canvas) {
    scenes.drawOld(on: &canvas)
    scenes.drawNew(on: &canvas)
    canvas.text("\((scenes.fraction * 4).rounded() / 4)", at: .zero)
  }
}

extension SceneSession {
  /// What colour lies over the last picture.
  fileprivate var veil: Color? {
    if case .rect(_, let color, _)? = host.canvases.last?.commands.last { color } else { nil }
  }
}
