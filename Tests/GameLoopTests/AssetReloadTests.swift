import Glibc
import TaskQueues
import TestSupport
import Testing

@testable import GameLoop

@Suite("A file of an asset that changes")
struct AssetReloadTests {
  private let folder = TemporaryFolder()
  private let host = TestHost()

  private func loop() throws -> FrameLoop<ProbeGame> {
    var configuration = LoopConfiguration.stepped(
      seed: 1, assets: AssetFolder(path: folder.path), saves: SaveFolder(path: "/nonexistent"))
    configuration.reloadsAssets = true
    return try FrameLoop<ProbeGame>(host: host, configuration: configuration)
  }

  private func write(_ text: String, to name: String) throws {
    try FileContents.write(Array(text.utf8), to: "\(folder.path)/\(name)")
  }

  /// Waits until the change has been seen, then plays on for long enough to load what changed.
  private func see(_ loop: FrameLoop<ProbeGame>) {
    loop.context.queue.dispatch(.completion, timeout: nil)
    for _ in 0..<8 { loop.runFrame() }
  }

  private func events(of loop: FrameLoop<ProbeGame>) -> Log<AssetEvent> {
    let log = Log<AssetEvent>()
    _ = loop.context.assets.changed.register(on: loop.context.queue) { log.append($0) }
    return log
  }

  @Test func `gives its handles the new contents`() throws {
    try write("old", to: "a.txt")
    let loop = try loop()
    let events = events(of: loop)
    let text = loop.context.assets.text("a.txt")
    loop.runFrame()
    #expect(text.value == "old")

    try write("new", to: "a.txt")
    see(loop)
    #expect(text.value == "new" && text.isReady)
    #expect(events.entries == [.reloaded("a.txt")])
    #expect(loop.context.assets.progress == AssetProgress(total: 1, finished: 1))
    loop.end()
  }

  @Test func `is seen in a picture that stays otherwise`() throws {
    try write("old", to: "a.txt")
    let loop = try loop()
    let text = loop.context.assets.text("a.txt")
    var drawn: [String?] = []
    loop.game.needsDrawing = false
    loop.game.onDraw = { _ in drawn.append(text.value) }
    for _ in 0..<5 { loop.runFrame() }
    #expect(drawn == ["old"])

    try write("new", to: "a.txt")
    see(loop)
    #expect(drawn == ["old", "new"])
    loop.end()
  }

  @Test func `and is broken now leaves them what they had`() throws {
    try write("old", to: "a.txt")
    let loop = try loop()
    let events = events(of: loop)
    let text = loop.context.assets.text("a.txt")
    loop.runFrame()

    try FileContents.write([0xff], to: "\(folder.path)/a.txt")
    see(loop)
    #expect(text.value == "old" && text.isReady)
    guard case .failed(let error)? = events.entries.first else {
      Issue.record("no failure is told, but \(events.entries)")
      return
    }
    #expect(error.reason.hasSuffix("line 1 is not UTF-8"))
    loop.end()
  }

  @Test func `may come after it was missed, in a folder that was not there`() throws {
    let loop = try loop()
    let text = loop.context.assets.text("new/deep/a.txt")
    loop.runFrame()
    #expect(!text.isReady && loop.context.assets.progress.failed == ["new/deep/a.txt"])

    try FileContents.createFolder("\(folder.path)/new/deep")
    try write("here", to: "new/deep/a.txt")
    see(loop)
    #expect(text.value == "here" && loop.context.assets.progress.failed == [])
    loop.end()
  }

  @Test func `in a folder that came later is seen`() throws {
    let loop = try loop()
    try FileContents.createFolder("\(folder.path)/new")
    see(loop)
    try write("old", to: "new/a.txt")
    see(loop)
    let text = loop.context.assets.text("new/a.txt")
    loop.runFrame()
    #expect(text.value == "old")
    try write("new", to: "new/a.txt")
    see(loop)
    #expect(text.value == "new")
    loop.end()
  }

  @Test func `may be written in place`() throws {
    try write("old", to: "a.txt")
    let loop = try loop()
    let text = loop.context.assets.text("a.txt")
    loop.runFrame()
    let file = try #require(fopen("\(folder.path)/a.txt", "w"))
    fputs("new", file)
    fclose(file)
    see(loop)
    #expect(text.value == "new")
    loop.end()
  }

  @Test func `and is written several times in a moment is loaded once`() throws {
    try write("old", to: "a.txt")
    let loop = try loop()
    let events = events(of: loop)
    let text = loop.context.assets.text("a.txt")
    loop.runFrame()
    for number in 1...5 { try write("\(number)", to: "a.txt") }
    see(loop)
    #expect(text.value == "5" && events.entries == [.reloaded("a.txt")])
    loop.end()
  }

  @Test func `is not looked at where nobody has the asset any more`() throws {
    try write("old", to: "a.txt")
    let loop = try loop()
    let events = events(of: loop)
    _ = loop.context.assets.text("a.txt")
    loop.runFrame()
    try write("new", to: "a.txt")
    see(loop)
    #expect(events.entries == [] && loop.context.assets.store.entryCount == 0)
    loop.end()
  }
}
