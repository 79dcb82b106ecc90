import TaskQueues
import TestSupport
import Testing

@testable import GameLoop

@Suite("A group of assets")
struct AssetGroupTests {
  private let folder = TemporaryFolder()
  private let host = TestHost()

  init() throws {
    for name in ["a.png", "b.png", "c.png"] {
      try FileContents.write([1], to: "\(folder.path)/\(name)")
    }
  }

  /// Has a task begin in the loop's next tick, as a game's do.
  private func begin(
    in loop: FrameLoop<ProbeGame>, _ body: @escaping @MainActor @Sendable () async throws -> Void
  ) -> () -> Void {
    var task: Task<Void, any Error>?
    loop.game.onUpdate = { _ in
      if task == nil { task = Task { try await body() } }
    }
    return { task?.cancel() }
  }

  @Test func `tells how much of it is there`() throws {
    let loop = try probeLoop(host, assets: folder.path)
    let group = loop.context.assets.group("level 1")
    #expect(group.progress.isComplete && group.progress.fraction == 1)
    for name in ["a.png", "b.png", "c.png", "a.png", "no.png"] { _ = group.texture(name) }
    #expect(group.progress == AssetProgress(total: 4))
    loop.runFrame()
    #expect(group.progress.finished == 2 && group.progress.fraction == 0.5)
    loop.runFrame()
    #expect(group.progress == AssetProgress(total: 4, finished: 4, failed: ["no.png"]))
    loop.end()
  }

  @Test func `has what it was asked for, and frees it with itself`() throws {
    let loop = try probeLoop(host, assets: folder.path)
    var group: AssetGroup? = loop.context.assets.group("level 1")
    let kept = group?.texture("a.png")
    _ = group?.texture("b.png")
    loop.runFrame()
    loop.runFrame()
    #expect(host.added.count == 2 && host.removed == [])
    group = nil
    loop.runFrame()
    #expect(host.removed.count == 1 && kept?.isReady == true)
    loop.end()
    _ = group
  }

  @Test func `makes textures to paint on, which are freed with their handles`() throws {
    let loop = try probeLoop(host, assets: folder.path)
    var group: AssetGroup? = loop.context.assets.group("level 1")
    var first = try group?.renderTarget("minimap", size: Vector(32, 16))
    let second = try group?.renderTarget(size: Vector(8, 8))
    let image = Image(width: 1, height: 1, pixels: [1, 2, 3, 4])
    let texture = try group?.texture(of: image)
    #expect(first?.texture.isReady == true && first?.texture.size == Vector(32, 16))
    #expect(texture?.isReady == true && group?.progress.total == 0)
    first = nil
    loop.runFrame()
    #expect(host.removed == [host.added[0]])
    group = nil
    loop.runFrame()
    #expect(host.added.count == 3 && host.removed.count == 1)
    #expect(second?.texture.isReady == true)
    loop.end()
    _ = (first, second, texture)
  }

  @Test func `can be waited for`() throws {
    let loop = try probeLoop(host, assets: folder.path)
    let group = loop.context.assets.group("level 1")
    let textures = ["a.png", "b.png", "c.png"].map { group.texture($0) }
    var wasReady: [Bool] = []
    _ = begin(in: loop) {
      try await loop.context.assets.load(group)
      wasReady = textures.map(\.isReady)
    }
    loop.runFrame()
    #expect(wasReady == [])
    for _ in 0..<5 { loop.runFrame() }
    #expect(wasReady == [true, true, true])
    loop.end()
  }

  @Test func `names all that failed`() throws {
    try FileContents.write([0xff], to: "\(folder.path)/bad.txt")
    let loop = try probeLoop(host, assets: folder.path)
    let group = loop.context.assets.group("level 1")
    let textures = ["a.png", "gone.wav"].map { group.texture($0) }
    let text = group.text("bad.txt")
    var words = ""
    _ = begin(in: loop) {
      do { try await group.load() } catch { words = "\(error)" }
    }
    for _ in 0..<6 { loop.runFrame() }
    #expect(
      words == """
        level 1: 2 assets failed:
          asset gone.wav: \(folder.path)/gone.wav: No such file or directory
          asset bad.txt: \(folder.path)/bad.txt cannot be used: line 1 is not UTF-8
        """)
    loop.end()
    _ = (textures, text)
  }

  @Test func `whose wait is cancelled is not loaded any further`() throws {
    let loop = try probeLoop(host, assets: folder.path)
    let group = loop.context.assets.group("level 1")
    var kept: Texture?
    var wasCancelled = false
    let cancel = begin(in: loop) {
      kept = group.texture("a.png")
      for name in ["b.png", "c.png"] { _ = group.texture(name) }
      do { try await group.load() } catch is CancellationError { wasCancelled = true }
    }
    loop.runFrame()
    loop.game.onUpdate = { _ in cancel() }
    loop.runFrame()
    #expect(group.progress == AssetProgress(total: 3))
    for _ in 0..<6 { loop.runFrame() }
    #expect(wasCancelled)
    #expect(kept?.isReady == true && group.progress.total == 0)
    #expect(host.added == [kept?.id])
    #expect(loop.context.assets.progress.isComplete)
    loop.end()
  }

  @Test func `whose wait meets the end of the game is told`() throws {
    let loop = try probeLoop(host, assets: folder.path)
    let group = loop.context.assets.group("level 1")
    var wasCancelled = false
    _ = begin(in: loop) {
      _ = group.texture("a.png")
      do { try await group.load() } catch is CancellationError { wasCancelled = true }
    }
    loop.runFrame()
    loop.runFrame()
    loop.end()
    #expect(wasCancelled)
  }
}
