import TaskQueues
import TestSupport
import Testing

@testable import GameLoop

@Suite("The last handle of an asset")
struct AssetLifeTests {
  private let folder = TemporaryFolder()
  private let host = TestHost()

  init() throws {
    try FileContents.write([1], to: "\(folder.path)/ship.png")
  }

  @Test func `frees it, once the picture that may name it has been shown`() throws {
    let loop = try probeLoop(host, assets: folder.path)
    var texture: Texture? = loop.context.assets.texture("ship.png")
    let id = try #require(texture?.id)
    loop.runFrame()
    #expect(host.removed == [])

    host.willPresent = { #expect(host.removed == []) }
    loop.game.onUpdate = { _ in texture = nil }
    loop.runFrame()
    #expect(host.removed == [id] && loop.context.assets.store.entryCount == 0)
    host.willPresent = {}
    loop.end()
    _ = texture
  }

  @Test func `ends its loading`() throws {
    let loop = try probeLoop(host, assets: folder.path)
    var texture: Texture? = loop.context.assets.texture("ship.png")
    #expect(loop.context.assets.progress == AssetProgress(total: 1))
    texture = nil
    loop.runFrame()
    #expect(host.added == [])
    #expect(loop.context.assets.progress == AssetProgress(total: 0))
    loop.end()
    _ = texture
  }

  @Test func `is not the last where another user asked in between`() throws {
    let loop = try probeLoop(host, assets: folder.path)
    var first: Texture? = loop.context.assets.texture("ship.png")
    let second = loop.context.assets.texture("ship.png")
    loop.runFrame()
    first = nil
    loop.runFrame()
    #expect(host.removed == [] && second.isReady)
    loop.end()
    _ = first
  }

  @Test func `frees what a game paints on itself`() throws {
    let loop = try probeLoop(host, assets: folder.path)
    var target: RenderTarget? = try loop.context.assets.renderTarget(size: Vector(8, 8))
    let id = target?.texture.id
    loop.runFrame()
    #expect(host.removed == [])
    target = nil
    loop.runFrame()
    #expect(host.removed == [id])
    loop.end()
    _ = target
  }

  @Test func `leaves nothing behind, however many there were, and its number to others`() throws {
    let loop = try probeLoop(host, assets: folder.path)
    for number in 0..<200 {
      _ = loop.context.assets.text("\(number).txt")
      if number % 50 == 49 { loop.runFrame() }
    }
    #expect(loop.context.assets.store.entryCount == 0)
    #expect(loop.context.assets.texture("ship.png").id.number <= 50)
    loop.end()
  }

  @Test func `may be let go of on any thread`() throws {
    let loop = try probeLoop(host, assets: folder.path)
    let texture = Monitor<Texture?>(loop.context.assets.texture("ship.png"))
    loop.runFrame()
    try loop.context.queue.submit(to: .work) { texture.withLock { $0 = nil } }
    loop.runFrame()
    #expect(host.removed == host.added && host.removed.count == 1)
    loop.end()
  }

  @Test func `asked for again right away loads again under another number`() throws {
    let loop = try probeLoop(host, assets: folder.path)
    let old = loop.context.assets.texture("ship.png").id
    let again = loop.context.assets.texture("ship.png")
    #expect(again.id != old)
    loop.runFrame()
    loop.runFrame()
    #expect(again.isReady && host.removed == [old] && host.added == [again.id])
    #expect(loop.context.assets.store.entryCount == 1)
    loop.end()
  }
}
