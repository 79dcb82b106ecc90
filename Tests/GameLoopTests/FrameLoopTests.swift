import GameLoop
import Glibc
import TaskQueues
import TestSupport
import Testing

@Suite("The frame")
struct FrameLoopTests {
  @Test func `has its phases in order: input, completions, ticks, draw, present`() throws {
    let host = TestHost()
    let loop = try probeLoop(host)
    let game = loop.game
    host.events = [.focusChanged(hasFocus: true)]
    host.willPresent = { [unowned game] in game.calls.append("present") }
    try loop.context.run({ _ in 1 }, completion: { _ in game.calls.append("completion") })
    loop.runFrame()
    #expect(game.takeCalls() == ["focus", "completion", "tick 0", "draw 0", "present"])
    loop.end()
  }

  @Test func `runs no completion that is submitted in a tick before the next frame`() throws {
    let loop = try probeLoop()
    let game = loop.game
    game.onUpdate = { [unowned game, unowned context = loop.context] tick in
      guard tick.number == 0 else { return }
      try? context.run({ _ in 1 }, completion: { _ in game.calls.append("completion") })
    }
    loop.runFrame()
    #expect(game.takeCalls() == ["tick 0", "draw 0"])
    loop.runFrame()
    #expect(game.takeCalls() == ["completion", "tick 1", "draw 1"])
    loop.end()
  }

  @Test func `takes completions within its budget and lets none wait longer than its bound`() throws
  {
    let loop = try probeLoop()
    var ran: [Int] = []
    for number in 0..<10 {
      try loop.context.run({ _ in number }, completion: { ran.append((try? $0.get()) ?? -1) })
    }
    var perFrame: [Int] = []
    for _ in 0..<5 {
      let before = ran.count
      loop.runFrame()
      perFrame.append(ran.count - before)
    }
    // Two a frame; in the fourth frame those of the first have waited for three.
    #expect(perFrame == [2, 2, 2, 4, 0])
    #expect(ran == Array(0..<10))
    loop.end()
  }

  @Test func `shows each press to exactly one tick, whatever the number of ticks`() throws {
    let host = TestHost()
    let loop = try probeLoop(host)
    var seen = 0
    loop.game.onUpdate = { if $0.input.wasPressed(.space) { seen += 1 } }
    for frame in 0..<20 {
      if frame % 2 == 0 { host.press(.space) } else { host.release(.space) }
      loop.runFrame()
    }
    #expect(seen == 10)
    loop.end()
  }

  @Test func `is the last after the game quits`() throws {
    let loop = try probeLoop()
    loop.game.onUpdate = { [unowned context = loop.context] in if $0.number == 4 { context.quit() }
    }
    loop.run()
    #expect(loop.statistics.frames == 5)
  }

  @Test func `asks the game before the player's wish to leave ends it`() throws {
    let host = TestHost()
    let loop = try probeLoop(host)
    loop.game.closes = false
    host.events = [.closeRequested]
    loop.runFrame()
    #expect(!loop.isOver)
    loop.game.closes = true
    host.events = [.closeRequested]
    loop.runFrame()
    #expect(loop.isOver)
    loop.end()
  }

  @Test func `draws nothing while the window is hidden and goes on ticking`() throws {
    let host = TestHost()
    let loop = try probeLoop(host)
    host.events = [.visibilityChanged(isVisible: false)]
    loop.runFrame()
    #expect(loop.game.takeCalls() == ["tick 0"])
    host.events = [.visibilityChanged(isVisible: true)]
    loop.runFrame()
    #expect(loop.game.takeCalls() == ["tick 1", "draw 1"])
    loop.end()
  }

  @Test func `ends with every completion called, cancelled where its work had not begun`() throws {
    let loop = try probeLoop()
    let outcomes = Log<String>()
    try loop.context.run({ _ in 1 }, completion: { outcomes.append("\($0)") })
    loop.end()
    #expect(outcomes.entries == ["failure(TaskQueues.AsyncError.cancelled)"])
    #expect(throws: TaskQueueError.terminated) {
      try loop.context.run({ _ in 1 }, completion: { _ in })
    }
  }

  @Test(.patience)
  func `has its work done by job threads where there are some`() throws {
    let caller = pthread_self()
    var configuration = LoopConfiguration.stepped(
      seed: 1, assets: AssetFolder(path: "/nonexistent"), saves: SaveFolder(path: "/nonexistent"))
    configuration.jobThreads = 2
    let loop = try FrameLoop<ProbeGame>(host: TestHost(), configuration: configuration)
    let gate = Gate()
    var sum = 0
    for number in 1...100 {
      try loop.context.run(
        { _ in
          #expect(pthread_self() != caller)
          if number == 100 { gate.open() }
          return number
        }, completion: { sum += (try? $0.get()) ?? 0 })
    }
    gate.wait()
    while sum < 5050 { loop.runFrame() }
    loop.end()
    #expect(sum == 5050)
  }
}
