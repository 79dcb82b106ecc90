import GameLoop
import TaskQueues
import TestSupport
import Testing

@Suite("Screenshots")
struct ScreenshotTests {
  private let folder = TemporaryFolder()
  private let host = TestHost()

  private func loop(pictures: String? = nil, jobThreads: Int = 0) throws -> FrameLoop<ProbeGame> {
    var configuration = LoopConfiguration.stepped(
      seed: 1, assets: AssetFolder(path: "/nonexistent"), saves: SaveFolder(path: folder.path))
    configuration.jobThreads = jobThreads
    configuration.pictures = PictureFolder(path: pictures ?? folder.path, name: "probe")
    return try FrameLoop<ProbeGame>(host: host, configuration: configuration)
  }

  private func inFirstTick(
    of loop: FrameLoop<ProbeGame>,
    _ task: @escaping @MainActor @Sendable (Window) async throws -> Void
  ) {
    let context = loop.context
    loop.game.onUpdate = { tick in
      if tick.number == 0 { context.scope.task { try await task(context.window) } }
    }
  }

  @Test func `are saved at the press of a key, each under a number of its own`() throws {
    let loop = try loop()
    for _ in 0..<2 {
      host.press(.function(12))
      for _ in 0..<5 { loop.runFrame() }
      host.release(.function(12))
      loop.runFrame()
    }
    #expect(folder.names == ["probe-1.png", "probe-2.png"])
    loop.end()
  }

  @Test func `tell a game their path, and hold what was seen`() throws {
    let loop = try loop(pictures: "\(folder.path)/new")
    let paths = Log<String>()
    inFirstTick(of: loop) { paths.append(try await $0.saveScreenshot()) }
    for _ in 0..<6 { loop.runFrame() }
    let path = "\(folder.path)/new/probe-1.png"
    #expect(paths.entries == [path])
    #expect(try FileContents.read(path) == Array("1×1".utf8))
    loop.end()
  }

  @Test func `that find no place tell why`() throws {
    let loop = try loop(pictures: "/dev/null/pictures")
    let errors = Log<String>()
    inFirstTick(of: loop) { window in
      do { _ = try await window.saveScreenshot() } catch { errors.append("\(error)") }
    }
    for _ in 0..<6 { loop.runFrame() }
    #expect(errors.entries.count == 1)
    #expect(errors.entries.first?.contains("/dev/null") == true)
    loop.end()
  }

  @Test(arguments: [0, 1])
  func `that were asked for in the last frame are saved`(jobThreads: Int) throws {
    let loop = try loop(jobThreads: jobThreads)
    loop.runFrame()
    host.press(.function(12))
    loop.game.onUpdate = { [context = loop.context] _ in context.quit() }
    loop.run()
    #expect(folder.names == ["probe-1.png"])
    #expect(try FileContents.read("\(folder.path)/probe-1.png") == Array("1×1".utf8))
  }

  @Test(.patience, arguments: [0, 1])
  func `that are being written when the game ends are waited for`(jobThreads: Int) throws {
    let loop = try loop(jobThreads: jobThreads)
    let paths = Log<String>()
    inFirstTick(of: loop) { paths.append(try await $0.saveScreenshot()) }
    for _ in 0..<2 { loop.runFrame() }
    loop.end()
    #expect(paths.entries == ["\(folder.path)/probe-1.png"])
    #expect(folder.names == ["probe-1.png"])
  }

  @Test(.patience)
  func `of a game that has drawn nothing are none`() throws {
    let loop = try loop()
    let errors = Log<String>()
    host.events = [.visibilityChanged(isVisible: false)]
    inFirstTick(of: loop) { window in
      do { _ = try await window.saveScreenshot() } catch { errors.append("\(error)") }
    }
    for _ in 0..<3 { loop.runFrame() }
    loop.end()
    #expect(errors.entries == ["CancellationError()"])
    #expect(folder.names == [])
  }

  @Test func `are not written over what is there`() throws {
    let pictures = PictureFolder(path: folder.path, name: "probe")
    try FileContents.write([1], to: "\(folder.path)/probe-1.png")
    #expect(try pictures.save([2]) == "\(folder.path)/probe-2.png")
    #expect(try FileContents.read("\(folder.path)/probe-1.png") == [1])
  }
}
