import GameLoop
import TaskQueues
import TestSupport
import Testing

@Suite("A picture that stays")
struct FrameDrawingTests {
  /// How many pictures the host was given while frames ran.
  private func pictures(_ frames: Int, _ loop: FrameLoop<ProbeGame>) -> Int {
    let before = loop.statistics.pictures
    for _ in 0..<frames { loop.runFrame() }
    return loop.statistics.pictures - before
  }

  @Test func `is neither drawn nor presented again while the game says so`() throws {
    let host = TestHost()
    let loop = try probeLoop(host)
    var presented = 0
    host.willPresent = { presented += 1 }
    loop.game.needsDrawing = false
    #expect(pictures(10, loop) == 1, "the first is always drawn")
    #expect(loop.game.takeCalls().filter { $0.hasPrefix("draw") } == ["draw 0"])
    loop.game.needsDrawing = true
    #expect(pictures(10, loop) == 10)
    #expect(presented == 11)
    loop.end()
  }

  @Test(arguments: [HostEvent.resized(to: Vector(10, 10)), .visibilityChanged(isVisible: true)])
  func `is drawn again where the window does not have it any more`(event: HostEvent) throws {
    let host = TestHost()
    let loop = try probeLoop(host)
    loop.game.needsDrawing = false
    _ = pictures(2, loop)
    host.events = [event]
    #expect(pictures(5, loop) == 1)
    loop.end()
  }

  @Test func `is drawn again when an asset has come in`() throws {
    let loop = try probeLoop()
    loop.game.needsDrawing = false
    _ = pictures(2, loop)
    let texture = loop.context.assets.texture("missing.png")
    #expect(pictures(5, loop) == 1)
    #expect(!texture.isLoading)
    loop.end()
  }
}
