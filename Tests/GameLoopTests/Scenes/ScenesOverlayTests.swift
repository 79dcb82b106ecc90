import GameLoop
import TestSupport
import Testing

@Suite("A scene over another")
struct ScenesOverlayTests {
  private let session: SceneSession

  init() throws {
    session = try SceneSession()
    session.run()
  }

  @Test func `hides the one below unless it is an overlay`() {
    session.scenes.push(session.scene("B"))
    session.run()
    #expect(session.host.texts == ["B"])
    session.scenes.push(session.scene("C", isOverlay: true))
    session.scenes.push(session.scene("D", isOverlay: true))
    session.run()
    #expect(session.host.texts == ["B", "C", "D"])
  }

  @Test func `covers the one below, whatever their layers`() {
    session.top?.onDraw = { canvas, _ in
      canvas.layer = 5
      canvas.text("A above", at: .zero)
      canvas.layer = -1
      canvas.text("A below", at: .zero)
    }
    session.scenes.push(session.scene("B", isOverlay: true))
    session.run()
    #expect(session.host.texts == ["A below", "A", "A above", "B"])
  }

  @Test func `begins with a camera and layer of its own`() {
    session.top?.onDraw = { canvas, _ in
      canvas.camera = Camera(target: Vector(100, 100))
      canvas.layer = 3
    }
    var camera: Camera?
    session.scenes.push(
      session.scene("B", isOverlay: true) { $0.onDraw = { canvas, _ in camera = canvas.camera } })
    session.run()
    #expect(camera == .still)
  }

  @Test func `lets the one below go on if it says so`() {
    session.scenes.push(session.scene("B", isOverlay: true, pausesBelow: false))
    #expect(session.run() == ["B enters", "B ticks", "A ticks"])
    session.scenes.push(session.scene("C", isOverlay: true))
    #expect(session.run() == ["B pauses", "A pauses", "C enters", "C ticks"])
    session.scenes.replace(session.scene("D", pausesBelow: false))
    #expect(
      session.run()
        == ["C leaves", "D enters", "A resumes", "B resumes", "D ticks", "B ticks", "A ticks"])
  }

  @Test func `has the one below drawn as it was after its last tick`() {
    var fractions: [Float] = []
    session.top?.onDraw = { _, frame in fractions.append(frame.fraction) }
    session.run()
    session.scenes.push(session.scene("B", isOverlay: true))
    session.run()
    #expect(fractions == [0.5, 1])
  }

  @Test func `is the one that is asked whether the game may close`() {
    session.scenes.push(session.scene("B"))
    session.run()
    session.host.events = [.closeRequested]
    session.run()
    #expect(session.loop.isOver)
  }
}
