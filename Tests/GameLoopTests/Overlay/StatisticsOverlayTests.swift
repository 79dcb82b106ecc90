import TaskQueues
import TestSupport
import Testing

@testable import GameLoop

@Suite("The overlay of statistics")
struct StatisticsOverlayTests {
  private let clock = ManualClock()
  private let host = TestHost()

  /// The time passes as the clock says, by ten milliseconds a frame.
  private func loop() throws -> FrameLoop<ProbeGame> {
    var configuration = LoopConfiguration.stepped(
      rate: 100, seed: 1, assets: AssetFolder(path: "/nonexistent"),
      saves: SaveFolder(path: "/nonexistent"))
    configuration.environment = Environment(clock: clock)
    configuration.stopwatch = clock
    configuration.pacer = SteppingPacer(clock: clock, rate: 100)
    return try FrameLoop<ProbeGame>(host: host, configuration: configuration)
  }

  private func run(_ frames: Int, _ loop: FrameLoop<ProbeGame>) {
    for _ in 0..<frames { loop.runFrame() }
  }

  private func press(_ key: Key, _ loop: FrameLoop<ProbeGame>) {
    host.press(key)
    loop.runFrame()
    host.release(key)
    loop.runFrame()
  }

  private var overlay: Canvas? { host.canvases.last?.overlay?.canvas }

  private var figures: [String] {
    for case .text(let text) in overlay?.commands ?? [] {
      return text.text.split(separator: "\n").map(String.init)
    }
    return []
  }

  private var rects: [(Rect, Color)] {
    (overlay?.commands ?? []).compactMap { command in
      if case .rect(let rect, let color, _) = command { (rect, color) } else { nil }
    }
  }

  @Test func `is seen from one press of its key to the next, and no part of the game's picture`()
    throws
  {
    let loop = try loop()
    run(1, loop)
    let listing = host.canvases.last?.listing()
    #expect(overlay == nil)
    press(.function(1), loop)
    #expect(overlay != nil)
    #expect(host.canvases.last?.listing() == listing)
    press(.function(1), loop)
    #expect(overlay == nil)
    loop.end()
  }

  @Test func `leaves its key to the game, too`() throws {
    let loop = try loop()
    var pressed = 0
    loop.game.onUpdate = { if $0.input.wasPressed(.function(1)) { pressed += 1 } }
    press(.function(1), loop)
    #expect(pressed == 1 && overlay != nil)
    loop.end()
  }

  @Test func `says what the run and its last picture took`() throws {
    let loop = try loop()
    host.drawing = DrawingStatistics(renderer: "opengl", drawCalls: 12, sprites: 345)
    loop.game.onDraw = { _ in clock.advance(by: .milliseconds(2)) }
    run(10, loop)
    press(.function(1), loop)
    #expect(figures.count == 5)
    #expect(figures[0] == "work 2.00 ms, 95 % 2.00, 99 % 2.00")
    #expect(figures[2] == "0 hitches, 0 missed, 0 waiting")
    #expect(figures[3] == "12 draw calls, 345 sprites (opengl)")
    loop.end()
  }

  @Test func `counts one as one`() throws {
    let loop = try loop()
    host.drawing = DrawingStatistics(renderer: "", drawCalls: 1, sprites: 1)
    run(10, loop)
    press(.function(1), loop)
    #expect(figures[3] == "1 draw call, 1 sprite")
    loop.end()
  }

  @Test func `has never had less memory than it has`() {
    for _ in 0..<100 {
      let block = [UInt8](repeating: 1, count: 1 << 20)
      #expect(ProcessMemory.current <= ProcessMemory.peak)
      #expect(block.last == 1)
    }
  }

  @Test func `changes its figures four times a second`() throws {
    let loop = try loop()
    press(.function(1), loop)
    var seen: [String] = []
    for frame in 0..<100 {
      host.drawing.drawCalls = frame
      run(1, loop)
      if seen.last != figures[3] { seen.append(figures[3]) }
    }
    #expect((4...5).contains(seen.count), "100 frames are a second: \(seen)")
    loop.end()
  }

  @Test func `has a picture drawn that would stay only where there are other figures`() throws {
    let loop = try loop()
    loop.game.needsDrawing = false
    press(.function(1), loop)
    let before = loop.statistics.pictures
    run(100, loop)
    #expect((3...4).contains(loop.statistics.pictures - before))
    loop.end()
  }

  @Test
  func `has a bar for each of the last frames, as high as its work, and a line where time is over`()
    throws
  {
    let loop = try loop()
    let times = [1, 3, 6, 12]
    run(1, loop)
    for time in times {
      loop.game.onDraw = { _ in clock.advance(by: .milliseconds(time)) }
      run(1, loop)
    }
    host.press(.function(1))
    run(1, loop)
    // The box, five bars, that of the hitch once more, the line.
    #expect(rects.count == 8)
    let bars = rects[2...5].map(\.0)
    #expect(bars.map(\.size.y) == [3, 7, 13, 26])
    #expect(zip(bars, bars.dropFirst()).allSatisfy { $0.end.x == $1.origin.x })
    #expect(Set(rects[2...5].map(\.1)).count == 3, "quick, slow, hitch")
    let line = try #require(rects.last?.0)
    #expect(bars[0].end.y - line.origin.y == 22)
    loop.end()
  }

  @Test(arguments: [Vector(160, 144), Vector(320, 180), Vector(640, 360), Vector(1920, 1080)])
  func `lies in the picture, whatever its size`(size: Vector) {
    let place = OverlayPlace(in: size)
    let text = Font.builtIn.layoutOnce(
      Array(repeating: "0 hitches, 0 missed, 0 waiting and 9 more", count: 5).joined(
        separator: "\n"),
      place.style)
    let box = place.box(textHeight: text.size.y)
    #expect(Rect(origin: .zero, size: size).contains(box.origin))
    #expect(box.end.x <= size.x && box.end.y <= size.y)
    #expect(text.size.x <= box.size.x && place.text.y + text.size.y <= box.end.y)
  }
}
